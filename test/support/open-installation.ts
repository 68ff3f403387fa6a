import { join } from 'node:path'
import { mock } from 'node:test'
import { Registry } from 'prom-client'
import { createGatewayMetrics } from '#adapters/observability/create-gateway-metrics.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import type { ListenerName, RoleConfig, Topology } from '#config/config.ts'
import { readEnv } from '#config/env.ts'
import { parseConfig } from '#config/parse-config.ts'
import { deriveEnrolmentToken } from '#core/nodes/derive-enrolment-token.ts'
import { createBootClock } from '#kit/boot-clock.ts'
import { startControl } from '../../server/platform/start-control.ts'
import { startGateway } from '../../server/platform/start-gateway.ts'
import { startIssuer } from '../../server/platform/start-issuer.ts'
import { startSandbox } from '../../server/platform/start-sandbox.ts'
import type { TimedContext } from '../../server/platform/timed-context.ts'
import { type Listener, openListener } from '../../server/processes/open-listener.ts'
import { listenersOf, nameOf, type RunningRole } from '../../server/processes/role.ts'

const master = Buffer.from('q7Zr2LwX9bTn4KmV6cYp1HsD8fGj3NeR5uAoQiWzBxEy')
const atOnce = { graceMs: 500, noticeMs: 0 }
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** Every role of an installation in this process, on one clock that the test moves. */
export interface OpenInstallation extends AsyncDisposable {
  readonly topology: Topology
  /** Moves the clocks of every role. */
  advance(ms: number): void
  /** Ends a role as its process would end, listener and all. */
  stop(name: string): Promise<void>
  /** Starts a stopped role again on the ports and files it had. */
  start(name: string): Promise<RunningRole>
}

const roles: readonly RoleConfig[] = [
  { kind: 'sandbox' },
  { kind: 'control' },
  { kind: 'issuer' },
  { kind: 'gateway', environment: 'production' },
]

export async function openInstallation(dataDir: string): Promise<OpenInstallation> {
  let shift = 0
  const system = createSystemClock()
  const boot = createBootClock()
  // The OAuth library has no clock of its own to inject: it reads Date.now.
  const wallClock = mock.method(Date, 'now', () => Math.floor(performance.timeOrigin + performance.now()) + shift)
  const clock = { now: system.now, monotonic: () => system.monotonic() + shift }
  const bootClock = { id: boot.id, now: () => boot.now() + shift }
  const base = parseConfig(readEnv({ OCTROI_PROFILE: 'demo', OCTROI_DATA_DIR: dataDir }))
  const open = new Map<string, { listeners: Partial<Record<ListenerName, Listener>>; running: RunningRole | null }>()

  async function bind(role: RoleConfig, ports: Partial<Topology>): Promise<void> {
    const listeners: Partial<Record<ListenerName, Listener>> = {}
    for (const name of listenersOf({ role, profile: 'demo' })) {
      const port = ports[name] === undefined ? 0 : Number(new URL(ports[name]).port)
      listeners[name] = await openListener({ hosts: ['127.0.0.1'], port, tls: null })
    }
    open.set(nameOf(role), { listeners, running: null })
  }

  for (const role of roles) await bind(role, {})
  const bound = [...open.values()].flatMap(({ listeners }) => Object.entries(listeners))
  const urls = Object.fromEntries(bound.map(([name, listener]) => [name, listener.url]))
  const topology = { ...urls, 'gateway-sandbox': 'http://127.0.0.1:9' } as Topology

  async function run(role: RoleConfig): Promise<RunningRole> {
    const entry = open.get(nameOf(role))
    if (!entry) throw new Error(`${nameOf(role)} is not bound`)
    const context: TimedContext = {
      config: { ...base, role, dataDir: join(dataDir, 'installation') },
      topology,
      listeners: entry.listeners,
      logger: quiet,
      isSupervised: true,
      enrolmentToken: deriveEnrolmentToken(master),
      clock,
      bootClock,
    }
    entry.running = await startOne(role, context)
    return entry.running
  }

  async function stop(name: string): Promise<void> {
    const entry = open.get(name)
    if (!entry) return
    open.delete(name)
    await entry.running?.drain(atOnce)
    await Promise.all(Object.values(entry.listeners).map((listener) => listener.drain(atOnce)))
    await entry.running?.[Symbol.asyncDispose]()
  }

  const everything = ['gateway-production', 'issuer', 'sandbox', 'control']
  await Promise.all(roles.map(run)).catch(async (error) => {
    await Promise.allSettled(everything.map(stop))
    throw error
  })
  return {
    topology,
    advance(ms) {
      shift += ms
    },
    stop,
    async start(name) {
      const role = roles.find((one) => nameOf(one) === name)
      if (!role) throw new Error(`There is no role ${name}.`)
      await bind(role, topology)
      return run(role)
    },
    async [Symbol.asyncDispose]() {
      for (const name of everything) await stop(name)
      wallClock.mock.restore()
    },
  }
}

function startOne(role: RoleConfig, context: TimedContext): Promise<RunningRole> {
  switch (role.kind) {
    case 'control':
      return startControl(context, { master }, null)
    case 'issuer':
      return startIssuer(context)
    case 'gateway':
      return startGateway(context, role.environment, createGatewayMetrics(new Registry()))
    default:
      return startSandbox(context)
  }
}
