import { calendarEventTypes } from '../worlds/calendar-events.ts'
import { act, type ControlDemand, type ControlOperation, notFound, ok, withBody } from '../worlds/control-answers.ts'
import { controlProblem } from '../worlds/control-problem.ts'
import { webhookInput } from '../worlds/world-event.ts'
import type { Delivery, Webhook } from './delivery.ts'
import { secretPrefix } from './sign-event.ts'

/** Where the calendar's events go, and how they arrived. */
export const webhookOperations: Readonly<Record<string, ControlOperation>> = {
  'GET /sandbox/webhook': ({ state }) => (state.webhook ? ok(shown(state.webhook)) : notFound()),
  'PUT /sandbox/webhook': (demand, deps) =>
    withBody(demand, webhookInput, ({ url, events }) => {
      const secret = secretPrefix + deps.randomBytes(32).toString('base64')
      const webhook = { url, events, secret }
      return act(demand, deps, { type: 'webhook-set', webhook }, () => ok({ ...shown(webhook), secret }))
    }),
  'DELETE /sandbox/webhook': (demand, deps) =>
    demand.state.webhook ? act(demand, deps, { type: 'webhook-removed' }, () => ok({})) : notFound(),
  'GET /sandbox/deliveries': (demand, { courier }) => ok({ items: courier.list(demand).map(present) }),
  'POST /sandbox/deliveries/{}/replay': (demand, { courier }) => {
    const { webhook } = demand.state
    if (webhook === null) return noWebhook()
    return courier.replay(demand, webhook, demand.subject) ? { ...ok({ id: demand.subject }), status: 202 } : notFound()
  },
  'POST /sandbox/events/{}/fire': (demand, { courier }) => {
    const type = calendarEventTypes.find((each) => each === demand.subject)
    if (!type) {
      return controlProblem(404, 'No such event', `The calendar has ${calendarEventTypes.join(', ')}.`)
    }
    const { webhook } = demand.state
    if (webhook === null) return noWebhook()
    courier.send(demand, { ...webhook, events: [] }, [{ type, date: today(demand) }])
    return { ...ok({ type, date: today(demand) }), status: 202 }
  },
}

function today({ state, realDay }: ControlDemand): string {
  return state.now ?? realDay
}

/** The secret is answered once, when it is made. */
function shown({ url, events }: Webhook) {
  return { url, events }
}

function present({ body, ...delivery }: Delivery) {
  return { ...delivery, event: JSON.parse(body) as unknown }
}

function noWebhook() {
  return controlProblem(409, 'No webhook', 'Say where events go first: PUT /sandbox/webhook.')
}
