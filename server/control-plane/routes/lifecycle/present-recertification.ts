import type { Recertification } from '#core/lifecycle/lifecycle-store.ts'

/** The yearly question as the parties read it. */
export function presentRecertification({
  state,
  opened_at,
  due_at,
  lapses_at,
  confirmed_at,
  statement,
}: Recertification) {
  return { state, opened_at, due_at, lapses_at, confirmed_at, statement }
}
