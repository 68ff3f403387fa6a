import type { AccessRequest } from '../../api/schemas.ts'

/** When the last answer of those still pending is due: the request is decided then at the latest. Null when none is. */
export function latestDue(request: AccessRequest): string | null {
  const pending = request.decisions.filter(({ state }) => state === 'pending')
  return (
    pending
      .map(({ due_at }) => due_at)
      .sort()
      .at(-1) ?? null
  )
}
