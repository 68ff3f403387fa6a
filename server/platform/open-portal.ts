import { hkdfSync, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Config } from '#config/config.ts'
import { createPortalHost, type PortalHandler } from '#control-plane/portal/create-portal-host.ts'
import type { Logger } from '#kit/logger.ts'
import type { PublicAddresses } from '../processes/public-addresses.ts'
import { repository } from './load-catalog.ts'
import type { PersonIssuerClient } from './open-person-login.ts'

interface PortalWiring {
  readonly addresses: PublicAddresses
  /** Where the portal's own calls connect to, whatever the public names resolve to from here. */
  readonly loopback: { readonly control: string; readonly sandbox: string }
  /** The sandbox engine's own address: what is public about its population is read there. */
  readonly sandboxEngineUrl: string
  /** The sandbox's public token; null where the operator offers none. */
  readonly trialToken: string | null
  readonly loginClient: { readonly id: string; readonly secret: string }
  /** Where people log in to read what concerns them; null where they cannot. */
  readonly personIssuer: PersonIssuerClient | null
  readonly profile: string
  readonly publisher: Config['publisher']
  /** How long exchange records are kept. */
  readonly retentionMonths: number
  readonly master: Uint8Array
  /** A sandbox application for visitors without an account; only the demo has one. */
  readonly guestSandbox: () => { readonly clientId: string; readonly clientSecret: string } | null
  readonly logger: Logger
}

/** Loads the built portal. Null when it was never built: the management API then stands alone. */
export async function openPortal(wiring: PortalWiring) {
  const { addresses, loopback, logger } = wiring
  const dist = join(repository, 'portal', 'dist')
  const entry = join(dist, 'server', 'entry.mjs')
  if (!existsSync(entry)) {
    logger.warn('the portal is not built: run `npm start`, or build it with astro')
    return null
  }
  const { handler } = (await import(pathToFileURL(entry).href)) as { handler: PortalHandler }
  const settings = {
    publicUrl: addresses.portal,
    managementUrl: `${addresses.portal}/management/v1`,
    loginIssuer: `${addresses.portal}/login`,
    loginClient: wiring.loginClient,
    personIssuer: wiring.personIssuer,
    sessionKey: new Uint8Array(hkdfSync('sha256', wiring.master, '', 'octroi portal session 1', 32)),
    gatewayUrl: addresses.production,
    sandboxUrl: addresses.sandbox,
    loopbackUrl: loopback.control,
    sandboxLoopbackUrl: loopback.sandbox,
    sandboxEngineUrl: wiring.sandboxEngineUrl,
    trialToken: wiring.trialToken,
    profile: wiring.profile,
    publisher: wiring.publisher,
    retentionMonths: wiring.retentionMonths,
  }
  return createPortalHost({
    handler,
    clientDir: join(dist, 'client'),
    publicUrl: addresses.portal,
    localsOf: () => {
      const guestSandbox = wiring.guestSandbox()
      const octroi = { ...settings, requestId: randomUUID(), ...(guestSandbox === null ? {} : { guestSandbox }) }
      return { octroi }
    },
    onFailure: (error) => logger.error('the portal failed', { error }),
  })
}
