import type { CredentialKind } from '#core/credentials/credential.ts'
import type { MachineClient } from './client-index.ts'

type ClientCredential = MachineClient['credentials'][number]

/** Credentials of one kind that have not expired at `now` (ms). Revoked ones are not in the snapshot at all. */
export function liveCredentials(client: MachineClient, kind: CredentialKind, now: number): readonly ClientCredential[] {
  return client.credentials.filter(
    (credential) =>
      credential.kind === kind && (credential.expires_at === null || Date.parse(credential.expires_at) > now),
  )
}
