import type { Grant } from '#core/grants/grant.ts'

/** A grant as the management API shows it. */
export function presentGrant({ generation: _generation, ...grant }: Grant) {
  return grant
}
