import { type Adapter, type AdapterPayload, type ClientMetadata, errors } from 'oidc-provider'
import type { OAuthArtifact, OAuthArtifactStore } from '#core/oauth/oauth-artifact-store.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import { artifactHash } from './artifact-hash.ts'

export interface ArtifactAdapterDeps {
  readonly issuer: string
  readonly unitOfWork: UnitOfWork
  readonly artifacts: OAuthArtifactStore
  readonly clock: Clock
  /** A client that is not configured: a machine account. */
  readonly findClient: (clientId: string) => Promise<ClientMetadata | undefined>
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The library's storage over our artifact store: identifiers hashed, use atomic, one issuer's artifacts only. */
export function createArtifactAdapter(model: string, deps: ArtifactAdapterDeps): Adapter {
  const { issuer, unitOfWork, artifacts, clock } = deps

  async function load(identifier: string): Promise<AdapterPayload | undefined> {
    const id = artifactHash(identifier)
    const found = await unitOfWork.read((tx) => artifacts.find(tx, issuer, model, id, clock.now()))
    return found ? toPayload(found, identifier) : undefined
  }

  return {
    find: (id) => (model === 'Client' ? (deps.findClient(id) as Promise<AdapterPayload | undefined>) : load(id)),

    async findByUid(uid) {
      const found = await unitOfWork.read((tx) => artifacts.findByUid(tx, issuer, model, uid, clock.now()))
      return found ? toPayload(found) : undefined
    },

    async upsert(id, payload, expiresIn) {
      const artifact = toArtifact(model, id, payload, expiresIn ? clock.now() + expiresIn * 1000 : null)
      await unitOfWork.transaction((tx) => artifacts.put(tx, issuer, artifact))
    },

    /** A second use ends the whole grant: one of the two users is not who the code or token was given to. */
    async consume(identifier) {
      const id = artifactHash(identifier)
      const isFirst = await unitOfWork.transaction(async (tx) => {
        if (await artifacts.consume(tx, issuer, model, id, clock.now())) return true
        const used = await artifacts.find(tx, issuer, model, id, 0)
        if (used?.grantId) await artifacts.removeByGrant(tx, issuer, used.grantId)
        return false
      })
      if (!isFirst) throw new errors.InvalidGrant('used before')
    },

    destroy: (id) => unitOfWork.transaction((tx) => artifacts.remove(tx, issuer, model, artifactHash(id))),

    revokeByGrantId: (grantId) =>
      unitOfWork.transaction((tx) => artifacts.removeByGrant(tx, issuer, artifactHash(grantId))),

    /** There is no device flow. */
    findByUserCode: async () => undefined,
  }
}

function toArtifact(model: string, id: string, payload: AdapterPayload, expiresAt: number | null): OAuthArtifact {
  const { jti: _hashed, session, ...rest } = payload
  // An interaction names the session's cookie, which nothing reads and whoever has it is signed in.
  const kept = session ? { ...rest, session: { ...session, cookie: '' } } : rest
  const extra = payload.extra as { account_id?: unknown } | undefined
  const accountId = payload.accountId ?? extra?.account_id
  return {
    model,
    id: artifactHash(id),
    payload: kept,
    grantId: payload.grantId ? artifactHash(payload.grantId) : null,
    uid: payload.uid ?? null,
    accountId: typeof accountId === 'string' && uuid.test(accountId) ? accountId : null,
    expiresAt,
    consumedAt: null,
  }
}

function toPayload(artifact: OAuthArtifact, identifier?: string): AdapterPayload {
  return {
    ...artifact.payload,
    ...(identifier === undefined ? {} : { jti: identifier }),
    ...(artifact.consumedAt === null ? {} : { consumed: Math.floor(artifact.consumedAt / 1000) }),
  }
}
