import { loadAuthorization } from '../authorizations/load-authorization.ts'
import { lockFile } from '../authorizations/lock-file.ts'
import { moveAuthorization } from '../authorizations/move-authorization.ts'
import { recordAuthorization } from '../authorizations/record-authorization.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { dayMs, type LifecycleDeps, perPass } from './lifecycle-deps.ts'
import type { Ending, Recertification } from './lifecycle-store.ts'

/** A year after it was given or last confirmed it is due; asked a month before, lapsed a fortnight after. */
const intervalDays = 365
const askedDaysBefore = 30
const graceDays = 14

/** Why an authorization is suspended whose need nobody confirmed. Lifted when somebody does. */
export const lapsedReason = 'recertification_lapsed'

/**
 * One pass of the yearly campaign: opens, escalates and lapses what is due. A lapsed one suspends its authorization as
 * the operator would, until its beneficiary confirms the need. Safe to run often and on several replicas. Answers how
 * many steps it took.
 */
export async function runRecertifications(deps: LifecycleDeps): Promise<number> {
  const now = deps.clock.now()
  const before = new Date(now - (intervalDays - askedDaysBefore) * dayMs).toISOString()
  const uncertified = await deps.unitOfWork.read((tx) => deps.lifecycle.uncertified(tx, before, perPass))
  let steps = 0
  for (const one of uncertified) steps += await deps.unitOfWork.transaction((tx) => open(tx, deps, one))
  const due = await deps.unitOfWork.read((tx) =>
    deps.lifecycle.dueRecertifications(tx, new Date(now).toISOString(), perPass),
  )
  for (const { authorization_id } of due)
    steps += await deps.unitOfWork.transaction((tx) => advance(tx, deps, authorization_id))
  return steps
}

async function open(tx: Transaction, deps: LifecycleDeps, { id, ends_at: since }: Ending): Promise<number> {
  const now = deps.clock.now()
  // Whoever was away for long still has a month to answer.
  const due = Math.max(Date.parse(since) + intervalDays * dayMs, now + askedDaysBefore * dayMs)
  const recertification: Recertification = {
    id: deps.random.uuid(),
    authorization_id: id,
    state: 'open',
    opened_at: new Date(now).toISOString(),
    due_at: new Date(due).toISOString(),
    lapses_at: new Date(due + graceDays * dayMs).toISOString(),
    confirmed_by: null,
    confirmed_at: null,
    statement: null,
  }
  if (!(await deps.lifecycle.putRecertification(tx, recertification))) return 0
  const { authorization } = await loadAuthorization(tx, deps, id)
  await recordAuthorization(tx, deps, null, authorization, 'recertification_opened', { due_at: recertification.due_at })
  return 1
}

async function advance(tx: Transaction, deps: LifecycleDeps, authorizationId: string): Promise<number> {
  const locked = await lockFile(tx, deps, authorizationId)
  const { authorization } = locked.file
  const running = await deps.lifecycle.recertificationOf(tx, authorizationId)
  const now = new Date(deps.clock.now()).toISOString()
  if (running === null || running.state === 'confirmed' || running.state === 'ended') return 0
  if (authorization.state !== 'active' && authorization.state !== 'suspended') {
    await deps.lifecycle.putRecertification(tx, { ...running, state: 'ended' })
    return 1
  }
  if (running.state === 'open' && running.due_at <= now) {
    await deps.lifecycle.putRecertification(tx, { ...running, state: 'escalated' })
    const data = { lapses_at: running.lapses_at }
    await recordAuthorization(tx, deps, null, authorization, 'recertification_escalated', data)
    return 1
  }
  if (running.state !== 'escalated' || running.lapses_at > now) return 0
  await deps.lifecycle.putRecertification(tx, { ...running, state: 'lapsed' })
  await recordAuthorization(tx, deps, null, authorization, 'recertification_lapsed')
  const operator = await deps.organizations.findOperator(tx)
  if (authorization.state === 'active' && operator !== null) {
    const side = { side: 'operator', organization_id: operator.id } as const
    await moveAuthorization(tx, deps, null, locked, 'suspend', lapsedReason, side)
  }
  return 1
}
