import { exchange } from '../../api/http-exchange.ts'
import type { PortalSettings } from '../../session/portal-settings.ts'

export interface ClientKeys {
  readonly clientId: string
  readonly clientSecret: string
}

export interface SandboxToken {
  readonly value: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

const newCredentialPatienceMs = 4000

/**
 * A token of the sandbox's issuer (client credentials, RFC 6749 section 4.4); null when it refuses.
 * A credential made a moment ago may not have reached the issuer yet: `isNew` waits for it a little.
 */
export async function requestToken(
  keys: ClientKeys,
  settings: PortalSettings,
  isNew = false,
): Promise<SandboxToken | null> {
  const deadline = Date.now() + newCredentialPatienceMs
  for (;;) {
    const token = await askOnce(keys, settings)
    if (token !== null || !isNew || Date.now() > deadline) return token
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

async function askOnce(keys: ClientKeys, settings: PortalSettings): Promise<SandboxToken | null> {
  const basic = Buffer.from(`${encodeURIComponent(keys.clientId)}:${encodeURIComponent(keys.clientSecret)}`)
  const answer = await exchange({
    method: 'POST',
    url: `${settings.sandboxUrl}/oauth2/token`,
    connectTo: settings.sandboxLoopbackUrl,
    headers: {
      authorization: `Basic ${basic.toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: 'grant_type=client_credentials',
  }).catch(() => null)
  if (answer === null || answer.status !== 200) return null
  try {
    const body = JSON.parse(answer.body.toString('utf8')) as { access_token: string; expires_in: number }
    return { value: body.access_token, expiresAt: Date.now() + body.expires_in * 1000 }
  } catch {
    return null
  }
}
