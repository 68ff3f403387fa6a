import type { AstroGlobal } from 'astro'
import { readCookie } from '../../session/portal-cookies.ts'
import { type SandboxConnection, sandboxPass } from '../try-it/sandbox-connection.ts'
import { createSandboxControl, type SandboxControl, sandboxName } from './sandbox-control.ts'

export interface ConsolePerson {
  readonly id: string
  readonly role: string
  readonly nir: string
  readonly nomNaissance: string
  readonly prenoms: readonly string[]
}

export interface SandboxDelivery {
  readonly id: string
  readonly type: string
  readonly date: string
  readonly state: string
  readonly attempts: readonly { readonly at: string; readonly status: number | null; readonly reason: string | null }[]
}

/** What a sandbox holds, as its console shows it. */
export interface SandboxState {
  readonly clock: { readonly sandbox: string; readonly now: string; readonly is_moved: boolean }
  readonly defaults: { readonly scenario: string | null; readonly delay: string | null }
  readonly households: readonly {
    readonly id: string
    readonly fund: string
    readonly persons: readonly ConsolePerson[]
  }[]
  readonly snapshots: readonly string[]
  /** Where the calendar's events go; null when nowhere. */
  readonly webhook: { readonly url: string } | null
  readonly deliveries: readonly SandboxDelivery[]
  readonly sandboxes: readonly string[]
}

type Names = { readonly items: readonly { readonly name: string }[] }

/**
 * Control of the sandbox the address names (`?sandbox=`), with this browser's connection to the application; null
 * when the browser is connected to none, or to another application.
 */
export async function openControl(astro: AstroGlobal, applicationId: string): Promise<SandboxControl | null> {
  const { octroi, t } = astro.locals
  const connection = await readCookie<SandboxConnection>(astro.cookies, 'sandbox', octroi)
  if (connection?.applicationId !== applicationId) return null
  const pass = await sandboxPass(astro.cookies, octroi)
  if (pass === null || pass.applicationName === null) return null
  const asked = astro.url.searchParams.get('sandbox') ?? ''
  return createSandboxControl(octroi, pass.token, sandboxName.test(asked) ? asked : 'main', t)
}

type Overview = Pick<SandboxState, 'clock' | 'defaults' | 'webhook'> & {
  readonly households: { readonly items: SandboxState['households'] }
  readonly deliveries: { readonly items: SandboxState['deliveries'] }
  readonly snapshots: Names
  readonly sandboxes: Names
}

/** In one call: the gateway counts them. */
export async function readState(control: SandboxControl): Promise<SandboxState> {
  const { clock, defaults, webhook, ...lists } = await control.get<Overview>('overview')
  const names = (list: Names) => list.items.map(({ name }) => name)
  const known = new Set(['main', control.sandbox, ...names(lists.sandboxes)])
  return {
    clock,
    defaults,
    webhook,
    households: lists.households.items,
    snapshots: names(lists.snapshots),
    // The newest are what somebody who looks wants to see.
    deliveries: lists.deliveries.items.slice(-20).reverse(),
    sandboxes: [...known],
  }
}
