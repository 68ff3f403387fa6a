import { join } from 'node:path'
import type { Environment } from '#core/environment.ts'
import type { Clock } from '#core/ports/clock.ts'
import { createSigningKey } from './create-signing-key.ts'
import type { SigningKey, SigningKeys } from './signing-key.ts'
import { type KeptKey, readSigningKeys, writeSigningKeys } from './signing-key-file.ts'

export interface SigningKeyringDeps {
  readonly environment: Environment
  /** Directory of this node's own files. */
  readonly dir: string
  /** Gives control a public half; answers the snapshot revision that carries it. Idempotent by `kid`. */
  readonly publish: (kid: string, jwk: Readonly<Record<string, unknown>>) => Promise<number>
  /** Takes a public half out of the snapshot. Idempotent. */
  readonly withdraw: (kid: string) => Promise<void>
  /** Whether every live gateway has reported this revision. */
  readonly isAcknowledged: (revision: number) => Promise<boolean>
  /**
   * Whether the snapshot carries this public half. After a restore of control's store it may not, and
   * the key is published again. Absent: taken for granted.
   */
  readonly isPublished?: (kid: string) => boolean
  readonly clock: Clock
  /** Age at which a key is replaced, in milliseconds. */
  readonly rotateEveryMs?: number
  /** How long a retired public half stays: the life of a token and the clock differences around it. */
  readonly keepRetiredMs?: number
}

export interface SigningKeyring extends SigningKeys {
  /**
   * Takes every step that is possible now: make, publish, activate, retire, withdraw. Run each second.
   * @throws when control cannot be reached; what was active stays so, and the next run goes on.
   */
  advance(): Promise<void>
  /** Starts replacing the active key now; `advance` finishes it. */
  rotate(): Promise<void>
}

const day = 86_400_000

/** How long a publication may take to come back with the snapshot, in milliseconds. */
const republishAfterMs = 10_000

/**
 * The signing keys of one issuer node: made here, never sent anywhere but as public halves. After a
 * restart the node signs on with the key it had, also while control is away.
 */
export async function createSigningKeyring(deps: SigningKeyringDeps): Promise<SigningKeyring> {
  const { clock, rotateEveryMs = 30 * day, keepRetiredMs = 900_000 } = deps
  const path = join(deps.dir, `signing-keys-${deps.environment}.json`)
  let keys = await readSigningKeys(path)
  let current = signingKeyOf(keys)
  let running: Promise<void> = Promise.resolve()
  let publishedAt = clock.monotonic() - republishAfterMs

  async function keep(next: readonly KeptKey[]): Promise<void> {
    await writeSigningKeys(path, next)
    keys = next
    current = signingKeyOf(next)
  }

  async function addPending(): Promise<void> {
    if (keys.some((key) => key.state === 'pending')) return
    const made = createSigningKey()
    await keep([...keys, { ...made, state: 'pending', revision: null, createdAt: clock.now(), retiredAt: null }])
  }

  async function step(): Promise<void> {
    const active = keys.find((key) => key.state === 'active')
    if (!active || clock.now() - active.createdAt >= rotateEveryMs) await addPending()
    if (active) await keepPublished(active)
    for (const key of keys) {
      if (key.state === 'pending') await bringForward(key)
      else if (key.state === 'retired' && clock.now() - (key.retiredAt ?? 0) >= keepRetiredMs) {
        await deps.withdraw(key.kid)
        await keep(keys.filter((other) => other.kid !== key.kid))
      }
    }
  }

  async function keepPublished(active: KeptKey): Promise<void> {
    const isDue = clock.monotonic() - publishedAt >= republishAfterMs
    if (!isDue || deps.isPublished === undefined || deps.isPublished(active.kid)) return
    publishedAt = clock.monotonic()
    await deps.publish(active.kid, { ...active.publicJwk })
  }

  async function bringForward(pending: KeptKey): Promise<void> {
    let { revision } = pending
    if (revision === null) {
      const published = await deps.publish(pending.kid, { ...pending.publicJwk })
      revision = published
      await keep(keys.map((key) => (key.kid === pending.kid ? { ...key, revision: published } : key)))
    }
    if (!(await deps.isAcknowledged(revision))) return
    publishedAt = clock.monotonic()
    await keep(
      keys.map((key): KeptKey => {
        if (key.kid === pending.kid) return { ...key, state: 'active' }
        if (key.state === 'active') return { ...key, state: 'retired', privateJwk: null, retiredAt: clock.now() }
        return key
      }),
    )
  }

  /** Steps never overlap: two would make two keys. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = running.then(work)
    running = turn.catch(() => undefined)
    return turn
  }

  return { current: () => current, advance: () => inTurn(step), rotate: () => inTurn(addPending) }
}

function signingKeyOf(keys: readonly KeptKey[]): SigningKey | null {
  const active = keys.find((key) => key.state === 'active')
  if (!active?.privateJwk) return null
  return { kid: active.kid, publicJwk: active.publicJwk, privateJwk: active.privateJwk }
}
