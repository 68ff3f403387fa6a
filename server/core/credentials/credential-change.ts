import type { SnapshotChange } from '../snapshot/snapshot-publisher.ts'
import type { Credential } from './credential.ts'

/** A credential as gateways and issuers see it; a revoked one is removed. */
export function credentialChange(credential: Credential, clientId: string): SnapshotChange {
  if (credential.revoked_at !== null) return { kind: 'credential', id: credential.id, state: null }
  const { kind, secret_hash, jwks, grant_id, allowed_ips, expires_at, france_connect = null } = credential
  return {
    kind: 'credential',
    id: credential.id,
    state: {
      client_id: clientId,
      kind,
      secret_hash,
      jwks,
      grant_id,
      allowed_ips,
      expires_at,
      ...(france_connect === null ? {} : { france_connect }),
    },
  }
}
