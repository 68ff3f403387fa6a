import type { SnapshotChange } from '../snapshot/snapshot-publisher.ts'
import type { Grant } from './grant.ts'

/** A grant as gateways see it under its application's client id; a revoked one is removed. */
export function grantChange(grant: Grant, clientId: string): SnapshotChange {
  if (grant.state === 'revoked') return { kind: 'grant', id: grant.id, state: null }
  return {
    kind: 'grant',
    id: grant.id,
    state: {
      client_id: clientId,
      beneficiary_id: grant.beneficiary_id,
      api: grant.api,
      api_version: grant.api_version,
      scopes: grant.scopes,
      plan: grant.plan,
      legal_contexts: grant.legal_contexts,
      default_context: grant.default_context,
      valid_from: grant.valid_from,
      valid_until: grant.valid_until,
      authorization_id: grant.authorization_id,
      delegation_id: grant.delegation_id,
      state: grant.state,
      generation: grant.generation,
    },
  }
}
