import type { ResourceRelations } from '../permissions/relation.ts'
import type { ProviderDecision } from './access-request.ts'
import type { Dossier } from './dossier.ts'

/** Which organizations stand how to an access request, for `authorize`. */
export function dossierRelations(dossier: Dossier): ResourceRelations {
  const { request, decisions } = dossier
  // A draft is the requester's own business: its deciders see it from the first submission on.
  const isShown = request.submitted_at !== null
  return {
    organization: request.organization_id,
    beneficiary: request.beneficiary_id,
    providers: isShown ? decisions.map((decision) => decision.organization_id) : [],
  }
}

/** Which organizations stand how to one decision, for `authorize`. */
export function deciderRelations(dossier: Dossier, decision: ProviderDecision): ResourceRelations {
  return { ...dossierRelations(dossier), decider: decision.organization_id }
}
