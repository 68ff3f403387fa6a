import type { z } from 'zod'
import type { Reply } from '../reply.ts'
import { addDuration, calendarEvents } from './calendar-events.ts'
import { controlProblem } from './control-problem.ts'
import type { Overlay, OverlayMaker } from './create-overlay.ts'
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
import type { WorldState } from './world-state.ts'
import type { Worlds } from './worlds.ts'

/** One control operation as it came in, for one sandbox of one application. */
export interface ControlDemand {
  readonly application: string
  readonly sandbox: string
  readonly state: WorldState
  /** The real day, as an ISO date. */
  readonly realDay: string
  /** What the path names, or ''. */
  readonly subject: string
  readonly body: unknown
}

export interface ControlDeps {
  readonly worlds: Worlds
  readonly overlayOf: OverlayMaker
}

type Operation = (demand: ControlDemand, deps: ControlDeps) => Reply

/** Every control operation, by method and path; `{}` stands for the subject. */
export const controlOperations: Readonly<Record<string, Operation>> = {
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
  return act(demand, deps, { type: 'clock-set', now }, (state) => ok({ ...clockOf({ ...demand, state }), events }))
}

function presentPerson(overlay: Overlay, key: string): Reply {
  const found = overlay.find(key)
  if (!found) return notFound()
  const household = presentHousehold(found.household)
  return ok({ ...household.persons.find(({ id }) => id === found.person.id), household: household.id })
}

function act(
  { application, sandbox }: ControlDemand,
  { worlds }: ControlDeps,
  event: WorldEvent,
  answer: (state: WorldState) => Reply,
): Reply {
  const state = worlds.act(application, sandbox, event)
  if (state === 'too-many') {
    return controlProblem(409, 'Too many sandboxes', 'An application has five: DELETE /sandbox/sandboxes/{name} first.')
  }
  if (state === 'too-long') {
    return controlProblem(409, 'Too many changes', 'This application has written all the changes it may.')
  }
  return answer(state)
}

/** Runs on a body that its schema accepts, else answers 400 naming each member that breaks a rule. */
function withBody<T>({ body }: ControlDemand, schema: z.ZodType<T>, run: (value: T) => Reply): Reply {
  const parsed = schema.safeParse(body)
  if (parsed.success) return run(parsed.data)
  const errors = parsed.error.issues.slice(0, 50).map(({ path, code, message }) => ({
    field: `/${path.map(String).join('/')}`,
    rule: code,
    message,
  }))
  return controlProblem(400, 'The body breaks a rule', errors[0]?.message ?? 'See errors.', errors)
}

function ok(body: object): Reply {
  return { status: 200, body, headers: {} }
}

function notFound(): Reply {
  return controlProblem(
    404,
    'Nothing has this name',
    'Look at what this sandbox holds: GET /sandbox/households, /sandbox/snapshots or /sandbox/sandboxes.',
  )
}
