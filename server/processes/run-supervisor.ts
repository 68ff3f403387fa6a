import { join } from 'node:path'
import type { Config, Topology } from '#config/config.ts'
import type { Logger } from '#kit/logger.ts'
import { removeDemoFile, writeDemoFile } from './demo-file.ts'
import { describeInstallation } from './describe-installation.ts'
import { publicAddresses } from './public-addresses.ts'
import { serveMetrics } from './serve-metrics.ts'
import { type SupervisedChild, superviseChild } from './supervise-child.ts'
import { untilSignal } from './until-signal.ts'

interface Supervisor {
  readonly config: Config
  readonly logger: Logger
  readonly program: string
  /** The environment of each role: the secrets of control stay with control. */
  readonly environmentOf: (role: string, environment: string | null) => NodeJS.ProcessEnv
  readonly enrolmentToken: string
  readonly renderMetrics: (collected: readonly (readonly unknown[])[]) => Promise<string>
  readonly collectMetrics: () => Promise<readonly unknown[]>
  /** Resolves when whoever started the supervisor is gone. */
  readonly abandoned: Promise<void>
  readonly print: (text: string) => void
}

/** Processes, in the order they are stopped: first those that serve, last the one they report to. */
const processes = [
  { role: 'gateway', environment: 'production', limitMs: 12_000 },
  { role: 'gateway', environment: 'sandbox', limitMs: 12_000 },
  { role: 'issuer', environment: null, limitMs: 5_000 },
  { role: 'sandbox', environment: null, limitMs: 5_000 },
  { role: 'control', environment: null, limitMs: 10_000 },
] as const

/** Runs every role as a process of its own, until a signal; answers when the last one has ended. */
export async function runSupervisor({ config, logger, print, ...deps }: Supervisor): Promise<void> {
  const signalled = untilSignal('SIGINT', 'SIGTERM', 'SIGHUP')
  removeDemoFile(config.dataDir)
  const children = processes.map(({ role, environment }) =>
    superviseChild({
      name: environment === null ? role : `${role}-${environment}`,
      program: deps.program,
      env: deps.environmentOf(role, environment),
      enrolmentToken: deps.enrolmentToken,
      logger,
    }),
  )
  try {
    const outcome = await Promise.race([start(children), signalled.then(() => null), deps.abandoned.then(() => null)])
    if (outcome === null) return
    const metrics = await serveMetrics(config, async () => {
      const collected = await Promise.all(children.map((child) => child.collectMetrics()))
      return deps.renderMetrics([await deps.collectMetrics(), ...collected])
    })
    const addresses = publicAddresses(config, outcome.topology)
    if (outcome.demo !== null) writeDemoFile(config.dataDir, addresses, outcome.demo)
    print(describeInstallation(addresses, outcome.demo, join(config.dataDir, 'demo.json'), metrics.port))
    replaceOnSignal(children, logger)
    await Promise.race([signalled, deps.abandoned])
    print('\nStopping...\n')
    await metrics.drain({ graceMs: 0, noticeMs: 0 })
  } finally {
    await stopAll(children)
  }
}

/** SIGUSR2: the gateways are restarted one after the other, and no call fails. Asked again meanwhile, it goes on with what it does. */
function replaceOnSignal(children: readonly SupervisedChild[], logger: Logger): void {
  let isReplacing = false
  const replaceGateways = async () => {
    for (const [at, { role, limitMs }] of processes.entries()) {
      if (role !== 'gateway') continue
      await children[at]?.replace(limitMs)
      logger.info(`${children[at]?.name} was restarted`)
    }
  }
  process.on('SIGUSR2', () => {
    if (isReplacing) return
    isReplacing = true
    void replaceGateways().finally(() => {
      isReplacing = false
    })
  })
}

async function start(children: readonly SupervisedChild[]) {
  const bound = await Promise.all(children.map((child) => child.bound))
  const topology: Topology = Object.assign({}, ...bound)
  for (const child of children) child.tellTopology(topology)
  const facts = await Promise.all(children.map((child) => child.ready))
  return { topology, demo: facts.find((demo) => demo !== null) ?? null }
}

/** Gateways give back leases and ship records while control still listens. */
async function stopAll(children: readonly SupervisedChild[]): Promise<void> {
  const stop = (isStopped: (role: string) => boolean) =>
    Promise.all(processes.flatMap(({ role, limitMs }, at) => (isStopped(role) ? [children[at]?.stop(limitMs)] : [])))
  await stop((role) => role === 'gateway')
  await stop((role) => role === 'issuer' || role === 'sandbox')
  await stop((role) => role === 'control')
}
