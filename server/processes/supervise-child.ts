import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import type { ListenerName, Topology } from '#config/config.ts'
import type { Logger } from '#kit/logger.ts'
import type { Door } from './door.ts'
import type { ChildMessage, DemoFacts, Ports, SupervisorMessage } from './messages.ts'
import { StartFailure } from './start-failure.ts'

interface ChildOptions {
  readonly name: string
  readonly program: string
  readonly env: NodeJS.ProcessEnv
  readonly enrolmentToken: string
  readonly logger: Logger
}

/** One process of the installation, started again whenever it dies, on the ports it had. */
export interface SupervisedChild {
  readonly name: string
  readonly pid: number | undefined
  /** Addresses of its listeners, once bound. Rejects when its first start fails. */
  readonly bound: Promise<Readonly<Partial<Topology>>>
  /** Rejects with StartFailure when its first start fails. */
  readonly ready: Promise<DemoFacts | null>
  tellTopology(urls: Topology): void
  collectMetrics(): Promise<readonly unknown[]>
  /**
   * Puts a new process in its place: the doors stay open meanwhile, and who knocks waits for the new one. Kills the
   * old one after `limitMs`; resolves when the new one is ready. Does nothing while it is not ready itself.
   */
  replace(limitMs: number): Promise<void>
  /** Asks it to drain, and kills it after `limitMs`. */
  stop(limitMs: number): Promise<void>
}

/** A life that never became ready may go on like that; one that did was stopped by something else. */
const backoffMs = { first: 200, longestAfterReady: 800, longest: 5_000, forgottenAfter: 30_000 }
const metricsWaitMs = 1_000
/** A call of a gateway leaves nothing behind: more room for new objects takes memory and saves no time. */
const youngGenerationMb = '--max-semi-space-size=4'

export function superviseChild({ name, program, env, enrolmentToken, logger }: ChildOptions): SupervisedChild {
  const bound = Promise.withResolvers<Readonly<Partial<Topology>>>()
  const ready = Promise.withResolvers<DemoFacts | null>()
  const waiting = new Map<number, (metrics: readonly unknown[]) => void>()
  let child: ChildProcess
  let ports: Ports = {}
  let topology: Topology | null = null
  let isStopping = false
  let wasReady = false
  let isReady = false
  let failures = 0
  let exited: Promise<void>
  let successor: ChildProcess | null = null
  let doors: (readonly [ListenerName, Door])[] = []
  let onReady: () => void = () => undefined

  function send(message: SupervisorMessage, door?: Door): void {
    if (child.connected) child.send(message, door, undefined, () => undefined)
  }

  function onMessage(message: ChildMessage, door: unknown): void {
    switch (message.type) {
      case 'door':
        doors.push([message.listener, door as Door])
        break
      case 'bound':
        ports = portsOf(message.listeners)
        bound.resolve(message.listeners)
        if (topology) send({ type: 'topology', urls: topology })
        break
      case 'ready':
        wasReady = true
        isReady = true
        onReady()
        ready.resolve(message.demo)
        break
      case 'failed':
        refuse(new StartFailure(message.sentence))
        break
      case 'metrics':
        waiting.get(message.id)?.(message.metrics)
        break
    }
  }

  /** Before everything was ready once, a failure is the operator's to mend; afterwards it is ours to survive. */
  function refuse(failure: StartFailure): void {
    bound.reject(failure)
    ready.reject(failure)
  }

  function start(): void {
    const startedAt = performance.now()
    isReady = false
    // One that died while it waited is no successor.
    child = successor !== null && successor.exitCode === null && successor.signalCode === null ? successor : spawn()
    successor = null
    child.on('message', onMessage)
    exited = new Promise((resolve) => child.once('exit', () => resolve()))
    child.once('exit', (code, signal) => {
      if (isStopping) return
      if (successor !== null) {
        start()
        return
      }
      if (!wasReady) {
        refuse(new StartFailure(`${name} ended before it was ready (${signal ?? `exit ${code}`}).`))
        return
      }
      failures = performance.now() - startedAt > backoffMs.forgottenAfter ? 1 : failures + 1
      const longest = isReady ? backoffMs.longestAfterReady : backoffMs.longest
      const pauseMs = Math.min(backoffMs.first * 2 ** (failures - 1), longest)
      logger.warn(`${name} died and is started again`, { exit_code: code, signal, pause_ms: pauseMs })
      setTimeout(() => isStopping || start(), pauseMs)
    })
    for (const [listener, door] of doors) send({ type: 'door', listener }, door)
    send({ type: 'start', ports, enrolmentToken })
  }

  function spawn(): ChildProcess {
    const execArgv = name.startsWith('gateway-') ? [...process.execArgv, youngGenerationMb] : process.execArgv
    const forked = fork(program, [], { env, execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    forked.on('error', (error) => logger.error(`${name} could not be started`, { error }))
    return forked
  }

  /** The new process has its own handles by now; these would keep the ports taken. */
  function letDoorsGo(): void {
    for (const [, door] of doors) door.close()
    doors = []
  }

  start()
  // Nobody may be waiting for one of the two when both reject.
  bound.promise.catch(() => undefined)
  ready.promise.catch(() => undefined)
  let requests = 0
  return {
    name,
    get pid() {
      return child.pid
    },
    bound: bound.promise,
    ready: ready.promise,
    tellTopology(urls) {
      topology = urls
      send({ type: 'topology', urls })
    },
    async collectMetrics() {
      const id = ++requests
      const answer = new Promise<readonly unknown[]>((resolve) => waiting.set(id, resolve))
      send({ type: 'collect-metrics', id })
      const metrics = await Promise.race([answer, wait(metricsWaitMs, [], { ref: false })])
      waiting.delete(id)
      return metrics
    },
    async replace(limitMs) {
      if (!isReady || isStopping || successor !== null) return
      const isUp = new Promise<void>((resolve) => {
        onReady = resolve
      })
      // Its modules load while the old one drains.
      successor = spawn()
      isReady = false
      const old = exited
      const replaced = child
      send({ type: 'hand-over' })
      await Promise.race([old, wait(limitMs, undefined, { ref: false })])
      if (replaced.exitCode === null && replaced.signalCode === null) replaced.kill('SIGKILL')
      await isUp
      letDoorsGo()
    },
    async stop(limitMs) {
      isStopping = true
      successor?.kill('SIGKILL')
      if (child.exitCode !== null || child.signalCode !== null) return
      send({ type: 'drain' })
      await Promise.race([exited, wait(limitMs, undefined, { ref: false })])
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await exited
    },
  }
}

function portsOf(listeners: Readonly<Partial<Topology>>): Ports {
  return Object.fromEntries(
    Object.entries(listeners).map(([name, url]) => [name as ListenerName, Number(new URL(url).port)]),
  )
}
