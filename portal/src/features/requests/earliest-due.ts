import type { AccessRequest } from '../../api/schemas.ts'

/** The first due date among decisions still pending; null when none is. */
export function earliestDue(request: AccessRequest): string | null {
  const pending = request.decisions.filter(({ state }) => state === 'pending')
  return pending.map(({ due_at }) => due_at).sort()[0] ?? null
}
