import { PreconditionFailed } from './errors.ts'

/** The version an edit was based on; `*` is whatever is current (RFC 9110 section 13.1.1). */
export type ExpectedVersion = number | '*'

/** @throws PreconditionFailed when somebody changed the resource since it was read. */
export function checkVersion(current: number, expected: ExpectedVersion): void {
  if (expected !== '*' && expected !== current) throw new PreconditionFailed({ problem: 'precondition-failed' })
}
