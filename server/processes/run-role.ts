import type { Config, ListenerName, Topology } from '#config/config.ts'
import type { Logger } from '#kit/logger.ts'
import { removeDemoFile, writeDemoFile } from './demo-file.ts'
import { type Door, doorOf } from './door.ts'
import { type Listener, openListener } from './open-listener.ts'
import type { ParentLink, Started } from './parent-link.ts'
import { publicAddresses } from './public-addresses.ts'
import { listenersOf, nameOf, type RoleContext, type RunningRole } from './role.ts'
import { serveMetrics } from './serve-metrics.ts'
import { StartFailure } from './start-failure.ts'
import { openTlsFiles } from './tls-files.ts'
import { untilSignal } from './until-signal.ts'

interface RoleProcess {
  readonly config: Config
  readonly logger: Logger
  /** Null where roles run apart: then the addresses come from the configuration. */
  readonly link: ParentLink | null
  readonly enrolmentToken: string
  readonly startRole: (context: RoleContext) => Promise<RunningRole>
  /** Prometheus text of this process alone, served where no supervisor gathers it. */
  readonly renderMetrics: () => Promise<string>
}

/** Listeners that only the other processes of the installation call. */
const inner: readonly ListenerName[] = [
  'internal',
  'issuer-production',
  'issuer-sandbox',
  'sandbox-engine',
  'simulated-providers',
]

/** Longest time running requests may take to end; under a supervisor less, because it stops processes in turn. */
const graceMs = { alone: 25_000, supervised: 10_000 }
/** Time for load balancers to see "not ready" before the door closes. */
const noticeMs = 3_000

/** Runs one role from bind to drain: binds, learns the addresses of the others, serves until it is told to end. */
export async function runRole(role: RoleProcess): Promise<void> {
  const { logger, link } = role
  const signalled = link === null ? untilSignal('SIGINT', 'SIGTERM') : untilSignal('SIGTERM')
  // Ctrl-C reaches the whole process group; the supervisor decides who drains when.
  if (link !== null) process.on('SIGINT', () => undefined)
  const ended = Promise.race([link?.ended ?? signalled, signalled])
  const started = await Promise.race([start(role), ended.then(() => null)])
  // Told to end before it served: nobody was promised anything yet, and stores survive it.
  if (started === null) return

  await ended
  logger.info('draining')
  const grace = link === null ? { graceMs: graceMs.alone, noticeMs } : { graceMs: graceMs.supervised, noticeMs: 0 }
  const { listeners, running, metrics } = started
  await Promise.all([running.drain(grace), ...Object.values(listeners).map((listener) => listener.drain(grace))])
  await running[Symbol.asyncDispose]()
  await metrics?.drain({ graceMs: 0, noticeMs: 0 })
  logger.info('stopped')
}

async function start({ config, logger, link, ...deps }: RoleProcess) {
  if (link === null) removeDemoFile(config.dataDir)
  const alone = { ports: {}, doors: {}, enrolmentToken: deps.enrolmentToken }
  const { ports, doors, enrolmentToken } = (await link?.started) ?? alone
  const listeners = await bind(config, listenersOf(config), { ports, doors }, link !== null)
  link?.keepDoors(() => doorsOf(listeners))
  const urls = Object.fromEntries(Object.entries(listeners).map(([name, listener]) => [name, listener.url]))
  const topology = (await link?.exchangeAddresses(urls)) ?? ({ ...urls, ...config.peers } as Topology)
  const metrics = link === null ? await serveMetrics(config, deps.renderMetrics) : null
  const running = await deps.startRole({
    config,
    topology,
    listeners,
    logger,
    enrolmentToken,
    isSupervised: link !== null,
  })
  await Promise.all(Object.values(listeners).map((listener) => listener.open()))
  if (link !== null) await link.ready(running.demo)
  else if (running.demo !== null) writeDemoFile(config.dataDir, publicAddresses(config, topology), running.demo)
  logger.info('ready', urls)
  return { listeners, running, metrics }
}

async function bind(
  config: Config,
  names: readonly ListenerName[],
  { ports, doors }: Pick<Started, 'ports' | 'doors'>,
  isSupervised: boolean,
): Promise<Partial<Record<ListenerName, Listener>>> {
  const listeners: Partial<Record<ListenerName, Listener>> = {}
  for (const name of names) {
    const isInner = inner.includes(name)
    const port = ports[name] ?? config.ports[name]
    const hosts = isInner && isSupervised ? ['127.0.0.1'] : config.hosts
    const tls = isInner || config.tls === null ? null : openTlsFiles(config.tls.certFile, config.tls.keyFile)
    try {
      // Only consumers have certificates: a browser on the portal would ask its user for one.
      const judgesHost = name.startsWith('gateway-')
      const asksCertificate = config.clientCertificates === 'tls' && judgesHost
      listeners[name] = await openListener({ hosts, port, tls, asksCertificate, judgesHost, doors: doors[name] ?? [] })
    } catch (error) {
      throw new StartFailure(`${nameOf(config.role)} cannot listen on port ${port} (${name}): ${reasonOf(error)}.`)
    }
  }
  return listeners
}

function* doorsOf(listeners: Partial<Record<ListenerName, Listener>>): Generator<readonly [ListenerName, Door]> {
  for (const [name, { servers }] of Object.entries(listeners)) {
    for (const server of servers) {
      const door = doorOf(server)
      if (door !== null) yield [name as ListenerName, door]
    }
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE') return 'another program uses it; stop that program or choose another port'
  if (code === 'EACCES') return 'this user may not use it'
  return error instanceof Error ? error.message : String(error)
}
