import { type Adapter, type AdapterPayload, type ClientMetadata, errors } from 'oidc-provider'
import type { Clock } from '#core/ports/clock.ts'
import { type BoundedMap, createBoundedMap } from '#kit/bounded-map.ts'

interface Kept {
  readonly payload: AdapterPayload
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  isUsed: boolean
}

/** Everything the provider remembers: a restart ends logins in progress, sessions, codes and tokens. */
export interface LoginMemory {
  readonly kept: BoundedMap<string, Kept>
  /** Keys of what a grant gave. */
  readonly byGrant: BoundedMap<string, readonly string[]>
  readonly byUid: BoundedMap<string, string>
}

/** @param capacity things remembered at most; the oldest are forgotten first. */
export function createLoginMemory(capacity = 20_000): LoginMemory {
  return {
    kept: createBoundedMap(capacity),
    byGrant: createBoundedMap(capacity),
    byUid: createBoundedMap(capacity),
  }
}

/** The library's storage in memory: one use of a code, and a second one ends what the first was given. */
export function createMemoryAdapter(
  model: string,
  memory: LoginMemory,
  clock: Clock,
  findClient: (id: string) => ClientMetadata | undefined,
): Adapter {
  const keyOf = (id: string) => `${model} ${id}`

  function load(key: string): Kept | undefined {
    const found = memory.kept.get(key)
    if (found && found.expiresAt > clock.now()) return found
    memory.kept.delete(key)
    return undefined
  }

  function present(found: Kept | undefined): AdapterPayload | undefined {
    if (!found) return undefined
    return found.isUsed ? { ...found.payload, consumed: Math.floor(clock.now() / 1000) } : found.payload
  }

  function endGrant(grantId: string): void {
    for (const key of memory.byGrant.get(grantId) ?? []) memory.kept.delete(key)
    memory.byGrant.delete(grantId)
  }

  return {
    find: async (id) =>
      model === 'Client' ? (findClient(id) as AdapterPayload | undefined) : present(load(keyOf(id))),

    async findByUid(uid) {
      const key = memory.byUid.get(`${model} ${uid}`)
      return key === undefined ? undefined : present(load(key))
    },

    async upsert(id, payload, expiresIn) {
      const key = keyOf(id)
      const expiresAt = expiresIn ? clock.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY
      memory.kept.set(key, { payload, expiresAt, isUsed: payload.consumed !== undefined })
      if (payload.uid) memory.byUid.set(`${model} ${payload.uid}`, key)
      const { grantId } = payload
      if (grantId) memory.byGrant.set(grantId, [...(memory.byGrant.get(grantId) ?? []).slice(-20), key])
    },

    /** No await between the look and the mark: of two concurrent uses, one is the second. */
    async consume(id) {
      const found = load(keyOf(id))
      if (!found || found.isUsed) {
        if (found?.payload.grantId) endGrant(found.payload.grantId)
        throw new errors.InvalidGrant('used before')
      }
      found.isUsed = true
    },

    async destroy(id) {
      memory.kept.delete(keyOf(id))
    },

    async revokeByGrantId(grantId) {
      endGrant(grantId)
    },

    /** There is no device flow. */
    findByUserCode: async () => undefined,
  }
}
