import type { AstroCookies } from 'astro'
import { readCookie, writeCookie } from '../../session/portal-cookies.ts'
import type { PortalSettings } from '../../session/portal-settings.ts'
import { type ClientKeys, requestToken, type SandboxToken } from './request-token.ts'

/** The application in whose name the portal calls the sandbox for this person. */
export interface SandboxConnection extends ClientKeys {
  readonly applicationId: string
  readonly applicationName: string
  readonly credentialId: string
  readonly token: SandboxToken | null
}

/** What a call to the sandbox is made with. */
export interface SandboxPass {
  readonly token: string
  readonly clientId: string
  /** Null for the shared guest application. */
  readonly applicationName: string | null
}

export const connectionSeconds = 8 * 3600
const guestTokens = new Map<string, SandboxToken>()

/** A live token for this browser's application, else for the guest application where there is one. */
export async function sandboxPass(cookies: AstroCookies, settings: PortalSettings): Promise<SandboxPass | null> {
  const connection = await readCookie<SandboxConnection>(cookies, 'sandbox', settings)
  if (connection !== null) {
    const token = await liveToken(connection.token, connection, settings)
    if (token !== null) {
      if (token !== connection.token) await saveConnection(cookies, { ...connection, token }, settings)
      return { token: token.value, clientId: connection.clientId, applicationName: connection.applicationName }
    }
  }
  const guest = settings.guestSandbox
  if (guest === undefined) return null
  const token = await liveToken(guestTokens.get(guest.clientId) ?? null, guest, settings)
  if (token === null) return null
  guestTokens.set(guest.clientId, token)
  return { token: token.value, clientId: guest.clientId, applicationName: null }
}

export function saveConnection(
  cookies: AstroCookies,
  connection: SandboxConnection,
  settings: PortalSettings,
): Promise<void> {
  return writeCookie(cookies, 'sandbox', connection, connectionSeconds, settings)
}

async function liveToken(
  token: SandboxToken | null,
  keys: ClientKeys,
  settings: PortalSettings,
): Promise<SandboxToken | null> {
  return token !== null && token.expiresAt > Date.now() + 15_000 ? token : requestToken(keys, settings)
}
