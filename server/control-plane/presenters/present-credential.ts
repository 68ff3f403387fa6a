import type { Credential } from '#core/credentials/credential.ts'
import type { IssuedCredential } from '#core/credentials/credential-deps.ts'
import { credentialState } from '#core/credentials/credential-state.ts'

/** A credential as the management API shows it: never its secret nor the hash. */
export function presentCredential({ secret_hash: _hash, ...credential }: Credential, now: number) {
  return { ...credential, state: credentialState(credential, new Date(now).toISOString()) }
}

/** The one answer that holds a secret. */
export function presentIssued({ credential, clientId, secret }: IssuedCredential, now: number) {
  return { credential: presentCredential(credential, now), client_id: clientId, secret }
}
