import type { z } from 'zod'
import type { Reply } from '../reply.ts'
import type { Courier } from '../webhooks/create-courier.ts'
import { controlProblem } from './control-problem.ts'
import type { OverlayMaker } from './create-overlay.ts'
import type { WorldEvent } from './world-event.ts'
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
  readonly courier: Courier
  /** Secrets of webhooks: `size` bytes. */
  readonly randomBytes: (size: number) => Buffer
}

export type ControlOperation = (demand: ControlDemand, deps: ControlDeps) => Reply

export function ok(body: object): Reply {
  return { status: 200, body, headers: {} }
}

export function notFound(): Reply {
  return controlProblem(
    404,
    'Nothing has this name',
    'Look at what this sandbox holds: GET /sandbox/households, /sandbox/snapshots, /sandbox/deliveries or /sandbox/sandboxes.',
  )
}

/** Writes an event down, then answers from the state after it. */
export function act(
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
export function withBody<T>({ body }: ControlDemand, schema: z.ZodType<T>, run: (value: T) => Reply): Reply {
  const parsed = schema.safeParse(body)
  if (parsed.success) return run(parsed.data)
  const errors = parsed.error.issues.slice(0, 50).map(({ path, code, message }) => ({
    field: `/${path.map(String).join('/')}`,
    rule: code,
    message,
  }))
  return controlProblem(400, 'The body breaks a rule', errors[0]?.message ?? 'See errors.', errors)
}
