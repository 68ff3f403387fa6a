import type { AuthorizationState } from '../authorizations/authorization.ts'
import { Conflict } from '../errors.ts'
import type { AccessRequestState } from './access-request.ts'

export type Step =
  | 'edit'
  | 'submit'
  | 'request_changes'
  | 'approve'
  | 'refuse'
  | 'archive'
  | 'reopen'
  | 'cancel_reopening'
  | 'suspend'
  | 'resume'
  | 'revoke'
  | 'expire'

/** What the table below asks about a request beside its state. */
export interface Position {
  readonly state: AccessRequestState
  /** State of the running authorization while the request is reopened, else null. */
  readonly reopened: AuthorizationState | null
}

/** `first` holds for a request that is not reopened, `reopened` for one that is. */
type Guard = 'always' | 'first' | 'reopened'

/** `running` is the state that corresponds to the authorization the request came from. */
type Target = AccessRequestState | 'running'

// biome-ignore format: aligned table
const transitions: readonly (readonly [AccessRequestState, Step, Guard, Target])[] = [
  // state              step                guard       becomes
  ['draft',             'edit',             'always',   'draft'],
  ['draft',             'submit',           'always',   'submitted'],
  ['draft',             'archive',          'first',    'archived'],
  ['draft',             'cancel_reopening', 'reopened', 'running'],
  ['draft',             'revoke',           'reopened', 'revoked'],
  ['changes_requested', 'edit',             'always',   'changes_requested'],
  ['changes_requested', 'submit',           'always',   'submitted'],
  ['changes_requested', 'cancel_reopening', 'reopened', 'running'],
  ['changes_requested', 'revoke',           'reopened', 'revoked'],
  ['submitted',         'request_changes',  'always',   'changes_requested'],
  ['submitted',         'approve',          'always',   'approved'],
  ['submitted',         'refuse',           'first',    'refused'],
  ['submitted',         'refuse',           'reopened', 'running'],
  ['submitted',         'cancel_reopening', 'reopened', 'running'],
  ['submitted',         'revoke',           'reopened', 'revoked'],
  ['refused',           'archive',          'always',   'archived'],
  ['approved',          'reopen',           'first',    'draft'],
  ['approved',          'suspend',          'always',   'suspended'],
  ['approved',          'revoke',           'always',   'revoked'],
  ['approved',          'expire',           'always',   'expired'],
  ['suspended',         'resume',           'always',   'approved'],
  ['suspended',         'revoke',           'always',   'revoked'],
  ['suspended',         'expire',           'always',   'expired'],
]

const runningState: Readonly<Record<AuthorizationState, AccessRequestState>> = {
  active: 'approved',
  suspended: 'suspended',
  revoked: 'revoked',
  expired: 'expired',
  superseded: 'approved',
}

/** The state a step leads to, or null when the step does not exist there. */
export function stateAfter(position: Position, step: Step): AccessRequestState | null {
  const guard: Guard = position.reopened === null ? 'first' : 'reopened'
  const row = transitions.find(
    ([state, name, needs]) => state === position.state && name === step && (needs === 'always' || needs === guard),
  )
  if (row === undefined) return null
  if (row[3] !== 'running') return row[3]
  return position.reopened === null ? null : runningState[position.reopened]
}

/** @throws Conflict `wrong-state` when the step does not exist in this state. */
export function checkStep(position: Position, step: Step): AccessRequestState {
  const state = stateAfter(position, step)
  if (state !== null) return state
  throw new Conflict({
    problem: 'wrong-state',
    detail: `The access request is ${position.state}: ${step} is not possible.`,
    extensions: { state: position.state, step },
  })
}
