import type { ListenerName, Topology } from '#config/config.ts'
import type { Door } from './door.ts'
import type { ChildMessage, DemoFacts, Ports, SupervisorMessage } from './messages.ts'

/** What a child begins with. */
export interface Started {
  readonly ports: Ports
  readonly enrolmentToken: string
  readonly doors: Readonly<Partial<Record<ListenerName, readonly Door[]>>>
}

/** The child's end of the IPC channel to its supervisor. */
export interface ParentLink {
  /** What the supervisor said first: ports of an earlier life, doors of the process this one replaces, the enrolment token. */
  readonly started: Promise<Started>
  /** Tells what is bound, and resolves with everybody's addresses. */
  exchangeAddresses(listeners: Readonly<Partial<Record<ListenerName, string>>>): Promise<Topology>
  ready(demo: DemoFacts | null): Promise<void>
  failed(sentence: string): Promise<void>
  /** Whose doors the supervisor gets when another process is to take this one's place. */
  keepDoors(doors: () => Iterable<readonly [ListenerName, Door]>): void
  /** Resolves when the supervisor asks to drain, or is gone. */
  readonly ended: Promise<void>
}

/** Opens the link, or answers null when nobody is at the other end. */
export function openParentLink(collectMetrics: () => Promise<readonly unknown[]>): ParentLink | null {
  if (process.send === undefined) return null
  const started = Promise.withResolvers<Started>()
  const topology = Promise.withResolvers<Topology>()
  const ended = Promise.withResolvers<void>()
  const received: Partial<Record<ListenerName, Door[]>> = {}
  let kept: () => Iterable<readonly [ListenerName, Door]> = () => []

  async function handOver(): Promise<void> {
    for (const [listener, door] of kept()) await send({ type: 'door', listener }, door)
    ended.resolve()
  }

  process.on('disconnect', () => ended.resolve())
  process.on('message', (message: SupervisorMessage, door: unknown) => {
    switch (message.type) {
      case 'door':
        received[message.listener] = [...(received[message.listener] ?? []), door as Door]
        break
      case 'start':
        started.resolve({ ...message, doors: received })
        break
      case 'topology':
        topology.resolve(message.urls)
        break
      case 'drain':
        ended.resolve()
        break
      case 'hand-over':
        void handOver()
        break
      case 'collect-metrics':
        collectMetrics().then(
          (metrics) => send({ type: 'metrics', id: message.id, metrics }),
          () => send({ type: 'metrics', id: message.id, metrics: [] }),
        )
        break
    }
  })
  return {
    started: started.promise,
    exchangeAddresses(listeners) {
      send({ type: 'bound', listeners })
      return topology.promise
    },
    ready: (demo) => send({ type: 'ready', demo }),
    failed: (sentence) => send({ type: 'failed', sentence }),
    keepDoors(doors) {
      kept = doors
    },
    ended: ended.promise,
  }
}

/** Resolves when the message is on its way. The supervisor may be gone: then `ended` has resolved and nobody needs it. */
function send(message: ChildMessage, door?: Door): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, door, undefined, () => resolve())
    else resolve()
  })
}
