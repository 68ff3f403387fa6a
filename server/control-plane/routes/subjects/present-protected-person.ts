import type { ProtectedPerson } from '#core/subjects/protected-person-store.ts'

export function presentProtectedPerson({ id, reason, created_at }: ProtectedPerson) {
  return { id, reason, created_at }
}
