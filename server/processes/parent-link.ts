import type { ListenerName, Topology } from '#config/config.ts'
import type { ChildMessage, DemoFacts, Ports, SupervisorMessage } from './messages.ts'

/** The child's end of the IPC channel to its supervisor. */
export interface ParentLink {
  /** What the supervisor said first: ports of an earlier life, and the enrolment token. */
  readonly started: Promise<{ readonly ports: Ports; readonly enrolmentToken: string }>
  /** Tells what is bound, and resolves with everybody's addresses. */
  exchangeAddresses(listeners: Readonly<Partial<Record<ListenerName, string>>>): Promise<Topology>
  ready(demo: DemoFacts | null): Promise<void>
  failed(sentence: string): Promise<void>
  /** Resolves when the supervisor asks to drain, or is gone. */
  readonly ended: Promise<void>
}

/** Opens the link, or answers null when nobody is at the other end. */
export function openParentLink(collectMetrics: () => Promise<readonly unknown[]>): ParentLink | null {
  if (process.send === undefined) return null
  const started = Promise.withResolvers<{ ports: Ports; enrolmentToken: string }>()
  const topology = Promise.withResolvers<Topology>()
  const ended = Promise.withResolvers<void>()
  process.on('disconnect', () => ended.resolve())
  process.on('message', (message: SupervisorMessage) => {
    switch (message.type) {
      case 'start':
        started.resolve(message)
        break
      case 'topology':
        topology.resolve(message.urls)
        break
      case 'drain':
        ended.resolve()
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
    ended: ended.promise,
  }
}

/** Resolves when the message is on its way. The supervisor may be gone: then `ended` has resolved and nobody needs it. */
function send(message: ChildMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => resolve())
    else resolve()
  })
}
