import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '#core/ports/clock.ts'
import type { Random } from '#core/ports/random.ts'
import type { SendWebhook, WebhookOutcome } from '#core/ports/webhook-sender.ts'
import { type BoundedMap, createBoundedMap } from '#kit/bounded-map.ts'
import type { CalendarEvent } from '../worlds/calendar-events.ts'
import type { Delivery, Webhook } from './delivery.ts'
import { signEvent } from './sign-event.ts'

/** Delivers the events of each sandbox in order: the next one leaves when the one before arrived or was given up. */
export interface Courier extends AsyncDisposable {
  /** Puts events in the queue of a sandbox; those the webhook does not ask for are left out. */
  send(sandbox: SandboxKey, webhook: Webhook, events: readonly CalendarEvent[]): void
  /** The last hundred, oldest first. */
  list(sandbox: SandboxKey): readonly Delivery[]
  /** Sends one of them again, with the same id; false when there is none. */
  replay(sandbox: SandboxKey, webhook: Webhook, id: string): boolean
}

export interface SandboxKey {
  readonly application: string
  readonly sandbox: string
}

export interface CourierDependencies {
  readonly sendWebhook: SendWebhook
  readonly clock: Pick<Clock, 'now'>
  readonly random: Pick<Random, 'uuid'>
  /** Pauses before the second attempt and those after; after the last one an event is given up. */
  readonly pausesMs?: readonly number[]
}

const kept = 100
const usualPausesMs = [1_000, 5_000, 30_000, 120_000]

interface Box {
  deliveries: readonly Delivery[]
  /** Ids that wait, in order, with where they go. */
  queue: { readonly id: string; readonly webhook: Webhook }[]
  isRunning: boolean
}

export function createCourier(deps: CourierDependencies): Courier {
  const { clock, random, sendWebhook, pausesMs = usualPausesMs } = deps
  const boxes: BoundedMap<string, Box> = createBoundedMap(2000)
  const stop = new AbortController()
  const running = new Set<Promise<void>>()

  function boxOf({ application, sandbox }: SandboxKey): Box {
    const key = `${application} ${sandbox}`
    const known = boxes.get(key)
    if (known) return known
    const made: Box = { deliveries: [], queue: [], isRunning: false }
    boxes.set(key, made)
    return made
  }

  function enqueue(box: Box, webhook: Webhook, ids: readonly string[]): void {
    box.queue = [...box.queue, ...ids.map((id) => ({ id, webhook }))].slice(-kept)
    if (box.isRunning) return
    box.isRunning = true
    const work = drain(box).finally(() => {
      box.isRunning = false
      running.delete(work)
    })
    running.add(work)
  }

  async function drain(box: Box): Promise<void> {
    for (let next = box.queue.shift(); next && !stop.signal.aborted; next = box.queue.shift()) {
      await deliver(box, next.id, next.webhook)
    }
  }

  async function deliver(box: Box, id: string, webhook: Webhook): Promise<void> {
    for (let attempt = 0; attempt <= pausesMs.length && !stop.signal.aborted; attempt++) {
      const pause = attempt === 0 ? 0 : (pausesMs[attempt - 1] ?? 0)
      if (pause > 0) await wait(pause, undefined, { signal: stop.signal }).catch(() => {})
      const delivery = box.deliveries.find((each) => each.id === id)
      if (!delivery || stop.signal.aborted) return
      const headers = signEvent(webhook.secret, id, Math.floor(clock.now() / 1000), delivery.body)
      const outcome = await sendWebhook({
        url: webhook.url,
        headers: { 'content-type': 'application/cloudevents+json; charset=utf-8', ...headers },
        body: delivery.body,
        signal: stop.signal,
      })
      const isDelivered = outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300
      const isLast = attempt === pausesMs.length
      note(box, id, outcome, isDelivered ? 'delivered' : isLast ? 'given-up' : 'waiting')
      if (isDelivered) return
    }
  }

  function note(box: Box, id: string, outcome: WebhookOutcome, state: Delivery['state']): void {
    const at = new Date(clock.now()).toISOString()
    const said =
      outcome.kind === 'answered' ? { status: outcome.status, reason: null } : { status: null, reason: outcome.reason }
    box.deliveries = box.deliveries.map((each) =>
      each.id === id ? { ...each, state, attempts: [...each.attempts, { at, ...said }].slice(-20) } : each,
    )
  }

  return {
    send(sandbox, webhook, events) {
      const box = boxOf(sandbox)
      const wanted = events.filter(({ type }) => webhook.events.length === 0 || webhook.events.includes(type))
      const made = wanted.slice(-kept).map((event) => deliveryOf(event, sandbox, random.uuid()))
      box.deliveries = [...box.deliveries, ...made].slice(-kept)
      enqueue(
        box,
        webhook,
        made.map(({ id }) => id),
      )
    },
    list: (sandbox) => boxOf(sandbox).deliveries,
    replay(sandbox, webhook, id) {
      const box = boxOf(sandbox)
      if (!box.deliveries.some((each) => each.id === id)) return false
      box.deliveries = box.deliveries.map((each) => (each.id === id ? { ...each, state: 'waiting' } : each))
      enqueue(box, webhook, [id])
      return true
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await Promise.all(running)
    },
  }
}

function deliveryOf({ type, date }: CalendarEvent, { sandbox }: SandboxKey, id: string): Delivery {
  const event = {
    specversion: '1.0',
    id,
    source: `/sandbox/${sandbox}`,
    type: `octroi.sandbox.${type}`,
    time: `${date}T00:00:00Z`,
    datacontenttype: 'application/json',
    data: { sandbox, date, type },
  }
  return { id, type, date, state: 'waiting', attempts: [], body: JSON.stringify(event) }
}
