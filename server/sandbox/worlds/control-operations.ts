import type { Reply } from '../reply.ts'
import { webhookOperations } from '../webhooks/webhook-operations.ts'
import { addDuration, calendarEvents } from './calendar-events.ts'
import {
  act,
  type ControlDemand,
  type ControlDeps,
  type ControlOperation,
  notFound,
  ok,
  withBody,
} from './control-answers.ts'
import { controlProblem } from './control-problem.ts'
import type { Overlay } from './create-overlay.ts'
import { presentHousehold } from './present-household.ts'
import {
  advanceInput,
  changeInput,
  clockInput,
  defaultsInput,
  householdInput,
  snapshotInput,
  type WorldEvent,
} from './world-event.ts'

/** Every control operation, by method and path; `{}` stands for the subject. */
export const controlOperations: Readonly<Record<string, ControlOperation>> = {
  ...webhookOperations,
  'GET /sandbox/overview': (demand, deps) => {
    const { state } = demand
    const read = (what: string) => (controlOperations[`GET /sandbox/${what}`] as ControlOperation)(demand, deps).body
    return ok({
      clock: clockOf(demand),
      defaults: state.defaults,
      webhook: state.webhook === null ? null : read('webhook'),
      households: read('households'),
      snapshots: read('snapshots'),
      deliveries: read('deliveries'),
      sandboxes: read('sandboxes'),
    })
  },
  'GET /sandbox/clock': (demand) => ok(clockOf(demand)),
  'PUT /sandbox/clock': (demand, deps) => withBody(demand, clockInput, ({ now }) => moveClock(demand, deps, now)),
  'POST /sandbox/clock/advance': (demand, deps) =>
    withBody(demand, advanceInput, ({ by }) => moveClock(demand, deps, addDuration(today(demand), by))),
  'POST /sandbox/clock/reset': (demand, deps) =>
    act(demand, deps, { type: 'clock-reset' }, (state) => ok(clockOf({ ...demand, state }))),
  'GET /sandbox/households': ({ state }, { overlayOf }) =>
    ok({ items: overlayOf(state).households.map(presentHousehold) }),
  'POST /sandbox/households': (demand, deps) =>
    withBody(demand, householdInput, (household) => {
      const problem = deps.overlayOf.check(demand.state, household)
      if (problem !== null) return controlProblem(409, 'This household cannot be added', problem)
      return act(demand, deps, { type: 'household-created', household }, (state) => {
        const id = `persona.own-${state.households.length}`
        const made = deps.overlayOf(state).households.find((each) => each.id === id)
        return made ? { ...ok(presentHousehold(made)), status: 201 } : notFound()
      })
    }),
  'GET /sandbox/persons/{}': ({ state, subject }, { overlayOf }) => presentPerson(overlayOf(state), subject),
  'PATCH /sandbox/persons/{}': (demand, deps) =>
    withBody(demand, changeInput, (change) => {
      const found = deps.overlayOf(demand.state).find(demand.subject)
      if (!found) return notFound()
      const event: WorldEvent = { type: 'person-changed', person: found.person.id, change }
      return act(demand, deps, event, (state) => presentPerson(deps.overlayOf(state), demand.subject))
    }),
  'GET /sandbox/defaults': ({ state }) => ok(state.defaults),
  'PUT /sandbox/defaults': (demand, deps) =>
    withBody(demand, defaultsInput, (defaults) =>
      act(demand, deps, { type: 'defaults-set', ...defaults }, (state) => ok(state.defaults)),
    ),
  'GET /sandbox/snapshots': ({ state }) => ok({ items: Object.keys(state.snapshots).map((name) => ({ name })) }),
  'POST /sandbox/snapshots': (demand, deps) =>
    withBody(demand, snapshotInput, ({ name }) => {
      const isNew = !Object.hasOwn(demand.state.snapshots, name)
      if (isNew && Object.keys(demand.state.snapshots).length >= 20) {
        return controlProblem(409, 'Too many snapshots', 'A sandbox keeps twenty; save under a name you have.')
      }
      return act(demand, deps, { type: 'snapshot-saved', name }, () => ({ ...ok({ name }), status: 201 }))
    }),
  'POST /sandbox/snapshots/{}/restore': (demand, deps) =>
    Object.hasOwn(demand.state.snapshots, demand.subject)
      ? act(demand, deps, { type: 'snapshot-restored', name: demand.subject }, (state) =>
          ok(clockOf({ ...demand, state })),
        )
      : notFound(),
  'POST /sandbox/reset': (demand, deps) =>
    act(demand, deps, { type: 'reset' }, (state) => ok(clockOf({ ...demand, state }))),
  'GET /sandbox/sandboxes': ({ application }, { worlds }) =>
    ok({ items: worlds.names(application).map((name) => ({ name })) }),
  'DELETE /sandbox/sandboxes/{}': (demand, deps) =>
    deps.worlds.find(demand.application, demand.subject) === null
      ? notFound()
      : act({ ...demand, sandbox: demand.subject }, deps, { type: 'removed' }, () => ({ ...ok({}), status: 200 })),
}

function today({ state, realDay }: ControlDemand): string {
  return state.now ?? realDay
}

function clockOf(demand: ControlDemand) {
  return { sandbox: demand.sandbox, now: today(demand), is_moved: demand.state.now !== null }
}

/** The clock stands at the date from now on. What the calendar does on the way is told in order. */
function moveClock(demand: ControlDemand, deps: ControlDeps, now: string): Reply {
  if (now < '2000-01-01' || now > '2099-12-31') {
    return controlProblem(422, 'This date is out of reach', 'The clock goes from 2000-01-01 to 2099-12-31.')
  }
  const events = calendarEvents(today(demand), now)
  return act(demand, deps, { type: 'clock-set', now }, (state) => {
    if (state.webhook) deps.courier.send(demand, state.webhook, events)
    return ok({ ...clockOf({ ...demand, state }), events })
  })
}

function presentPerson(overlay: Overlay, key: string): Reply {
  const found = overlay.find(key)
  if (!found) return notFound()
  const household = presentHousehold(found.household)
  return ok({ ...household.persons.find(({ id }) => id === found.person.id), household: household.id })
}
