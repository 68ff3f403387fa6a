import type { Actor } from '../accounts/actor.ts'
import { NotFound } from '../errors.ts'
import type { Dossier } from './dossier.ts'

/** The organization somebody speaks for in a request: a decider first, then the beneficiary, then the requester. */
export function speakingOrganization(actor: Actor, dossier: Dossier): string {
  const candidates = [
    ...dossier.decisions.map((decision) => decision.organization_id),
    dossier.request.beneficiary_id,
    dossier.request.organization_id,
  ]
  const own = new Set(actor.memberships.map((membership) => membership.organization_id))
  const operator = actor.memberships.find((membership) => membership.organization_kind === 'operator')
  const spoken = candidates.find((id) => own.has(id)) ?? operator?.organization_id
  if (spoken === undefined) throw new NotFound({ problem: 'not-found' })
  return spoken
}
