import type { Actor } from '#core/accounts/actor.ts'
import type { AccessTokenVerifier } from '#core/oauth/access-token-verifier.ts'
import type { AccountDirectory } from '#core/oauth/account-directory.ts'
import type { OAuthArtifact, OAuthArtifactStore } from '#core/oauth/oauth-artifact-store.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { Transaction, UnitOfWork } from '#core/ports/unit-of-work.ts'
import { artifactHash } from './artifact-hash.ts'
import { isSessionOver } from './is-session-over.ts'

export interface AccessTokenVerifierDeps {
  readonly publicUrl: string
  readonly unitOfWork: UnitOfWork
  readonly artifacts: OAuthArtifactStore
  readonly accounts: AccountDirectory
  readonly clock: Clock
}

/** The shape of the library's opaque tokens; anything else is not looked up. */
const tokenShape = /^[\w-]{20,128}$/

/** Verifies opaque tokens against the store at each call, so that ending a session is immediate. */
export function createAccessTokenVerifier(deps: AccessTokenVerifierDeps): AccessTokenVerifier {
  const issuer = `${deps.publicUrl}/login`
  const audience = `${deps.publicUrl}/management/v1`

  async function findToken(tx: Transaction, token: string): Promise<OAuthArtifact | null> {
    const id = artifactHash(token)
    const now = deps.clock.now()
    const personal = await deps.artifacts.find(tx, issuer, 'AccessToken', id, now)
    if (!personal) return deps.artifacts.find(tx, issuer, 'ClientCredentials', id, now)
    // A token written by a request that overlapped the end of its session has no grant any more.
    const grant = personal.grantId && (await deps.artifacts.find(tx, issuer, 'Grant', personal.grantId, now))
    return grant ? personal : null
  }

  async function actorOf(tx: Transaction, token: string): Promise<Actor | null> {
    const found = await findToken(tx, token)
    if (!found?.accountId || found.payload.aud !== audience) return null
    const account = await deps.accounts.find(tx, found.accountId)
    if (!account || isSessionOver(account, Number(found.payload.iat))) return null
    const memberships = await deps.accounts.membershipsOf(tx, account.id)
    return { account_id: account.id, kind: account.kind, name: account.name, locale: account.locale, memberships }
  }

  return {
    async verify(token) {
      if (!tokenShape.test(token)) return null
      return deps.unitOfWork.read((tx) => actorOf(tx, token))
    },
  }
}
