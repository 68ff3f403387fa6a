import type { Credential } from './credential.ts'

/** Where a credential is in its life at `now` (ISO 8601 UTC). */
export function credentialState(
  credential: Pick<Credential, 'revoked_at' | 'expires_at'>,
  now: string,
): 'live' | 'expired' | 'revoked' {
  if (credential.revoked_at !== null) return 'revoked'
  return credential.expires_at !== null && Date.parse(credential.expires_at) <= Date.parse(now) ? 'expired' : 'live'
}
