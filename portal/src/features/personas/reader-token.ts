import type { AstroCookies } from 'astro'
import type { PortalSettings } from '../../session/portal-settings.ts'
import { sandboxPass } from '../try-it/sandbox-connection.ts'

/** The sandbox token a reader's commands are filled with. */
export interface ReaderToken {
  readonly value: string
  /** Whose it is: null for the public token. */
  readonly applicationName: string | null
}

/** The token of the application this browser is connected to, else the public one, else null. */
export async function readerToken(cookies: AstroCookies, settings: PortalSettings): Promise<ReaderToken | null> {
  const pass = await sandboxPass(cookies, settings)
  if (pass !== null && pass.applicationName !== null)
    return { value: pass.token, applicationName: pass.applicationName }
  const trial = settings.trialToken ?? null
  return trial === null ? null : { value: trial, applicationName: null }
}
