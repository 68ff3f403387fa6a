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

export async function readState(control: SandboxControl): Promise<SandboxState> {
  const [clock, defaults, households, snapshots, sandboxes] = await Promise.all([
    control.get<SandboxState['clock']>('clock'),
    control.get<SandboxState['defaults']>('defaults'),
    control.get<{ readonly items: SandboxState['households'] }>('households'),
    control.get<Names>('snapshots'),
    control.get<Names>('sandboxes'),
  ])
  const names = (list: Names) => list.items.map(({ name }) => name)
  const known = new Set(['main', control.sandbox, ...names(sandboxes)])
  return { clock, defaults, households: households.items, snapshots: names(snapshots), sandboxes: [...known] }
}
