import { hash, timingSafeEqual } from 'node:crypto'
import type { ClientMetadata } from 'oidc-provider'
import type { Clock } from '#core/ports/clock.ts'
import type { SnapshotStates } from '#core/snapshot/snapshot.ts'
import type { SnapshotSource } from '#core/snapshot/snapshot-view.ts'

/** An application that lets people log in. During a rotation it has two secrets. */
export interface LoginClient {
  readonly name: string
  readonly registration: NonNullable<SnapshotStates['credential']['france_connect']>
  readonly secretHashes: readonly string[]
}

/** Finds a client by its id, or null when it is unknown, ended, or its application or organization is not active. */
export type FindLoginClient = (clientId: string) => LoginClient | null

/** Clients are credentials of the snapshot: an installation has few, so they are searched and not indexed. */
export function createLoginClients(snapshot: SnapshotSource, clock: Clock): FindLoginClient {
  return (clientId) => {
    const { states } = snapshot.current() ?? {}
    if (!states) return null
    const live = [...states.credential.values()].filter(
      ({ france_connect: registration, expires_at }) =>
        registration?.client_id === clientId && (expires_at === null || Date.parse(expires_at) > clock.now()),
    )
    const newest = live.at(-1)
    const application = newest && states.application.get(newest.client_id)
    if (!newest?.france_connect || application?.state !== 'active') return null
    if (states.organization.get(application.organization_id)?.state !== 'active') return null
    const secretHashes = live.flatMap(({ secret_hash }) => secret_hash ?? [])
    return { name: application.name, registration: newest.france_connect, secretHashes }
  }
}

/** Compares with every live secret, so timing tells nothing. */
export function matchesLoginSecret(client: LoginClient, secret: string): boolean {
  const presented = hash('sha256', secret, 'buffer')
  let isKnown = false
  for (const known of client.secretHashes) {
    const expected = Buffer.from(known, 'hex')
    if (expected.length === presented.length && timingSafeEqual(expected, presented)) isKnown = true
  }
  return isKnown
}

/**
 * The client as the library's metadata, for one request. The identity is answered signed, as FranceConnect does; a subject
 * is the client's own, so the sector is the client, whatever hosts its addresses are on.
 */
export function loginClientMetadata({ registration, name }: LoginClient, isBasic: boolean): ClientMetadata {
  return {
    client_id: registration.client_id,
    client_secret: 'kept-as-a-hash',
    client_name: name,
    redirect_uris: [...registration.redirect_uris],
    post_logout_redirect_uris: [...registration.post_logout_redirect_uris],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: isBasic ? 'client_secret_basic' : 'client_secret_post',
    id_token_signed_response_alg: 'ES256',
    userinfo_signed_response_alg: 'ES256',
    subject_type: 'pairwise',
    sector_identifier_uri: `https://${registration.client_id.toLowerCase().replaceAll('_', '-')}.invalid/`,
  }
}
