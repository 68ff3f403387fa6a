import { type LifecycleDeps, perPass } from './lifecycle-deps.ts'

/** Says once that a decision is overdue: to its organization, naming the deputy where there is one. Answers how many. */
export async function escalateDecisions(deps: LifecycleDeps): Promise<number> {
  const now = new Date(deps.clock.now()).toISOString()
  return deps.unitOfWork.transaction(async (tx) => {
    const overdue = await deps.lifecycle.overdueDecisions(tx, now, perPass)
    for (const decision of overdue) {
      await deps.lifecycle.markEscalated(tx, decision.id, now)
      await deps.events.append(tx, {
        type: 'decision.escalated',
        actor: { kind: 'system', id: null },
        organization_id: decision.organization_id,
        subject_type: 'access_request',
        subject_id: decision.access_request_id,
        data: {
          reference: decision.request_reference,
          due_at: decision.due_at,
          deputy_account_id: decision.deputy_account_id,
        },
      })
    }
    return overdue.length
  })
}
