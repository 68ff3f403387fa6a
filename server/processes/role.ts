import type { Config, ListenerName, RoleConfig, Topology } from '#config/config.ts'
import type { Logger } from '#kit/logger.ts'
import type { Grace } from './drain-server.ts'
import type { DemoFacts } from './messages.ts'
import type { Listener } from './open-listener.ts'

/** The listeners of each role. */
export function listenersOf({ role, profile }: Pick<Config, 'role' | 'profile'>): readonly ListenerName[] {
  switch (role.kind) {
    case 'all':
      return []
    case 'control':
      return ['control', 'internal']
    case 'issuer':
      return ['issuer-production', 'issuer-sandbox']
    case 'gateway':
      return [`gateway-${role.environment}`]
    case 'sandbox':
      return profile === 'demo' ? ['sandbox-engine', 'simulated-providers'] : ['sandbox-engine']
  }
}

/** The name a role has in logs, metrics and folders. */
export function nameOf(role: RoleConfig): string {
  return role.kind === 'gateway' ? `gateway-${role.environment}` : role.kind
}

/** What a role gets once every listener of the installation is bound. */
export interface RoleContext {
  readonly config: Config
  readonly topology: Topology
  /** Only the listeners of `listenersOf(role)` are present. */
  readonly listeners: Readonly<Partial<Record<ListenerName, Listener>>>
  readonly logger: Logger
  /** Whether all roles run under one supervisor, one process each. */
  readonly isSupervised: boolean
  /** Proves a new node to control; empty for control and sandbox, which enrol nowhere. */
  readonly enrolmentToken: string
}

/** A role at work. Disposing it releases everything, after its listeners are drained. */
export interface RunningRole extends AsyncDisposable {
  /** Called when the listeners begin to drain: ends what would never end by itself, such as streams. */
  drain(grace: Grace): Promise<void>
  readonly demo: DemoFacts | null
}
