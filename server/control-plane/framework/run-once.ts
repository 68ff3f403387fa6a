import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { Conflict, Unprocessable } from '#core/errors.ts'
import type { IdempotencyScope, IdempotencyStore } from '#core/idempotency/idempotency-store.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { Random } from '#core/ports/random.ts'
import type { Transaction, UnitOfWork } from '#core/ports/unit-of-work.ts'

/** A run that has not ended after this long was killed with its process. */
const abandonedMs = 30_000

export interface RunOnceDeps {
  readonly unitOfWork: UnitOfWork
  readonly idempotency: IdempotencyStore
  readonly clock: Clock
  readonly random: Random
  /** Derived from the platform's master secret. With the client's key it opens a remembered answer. */
  readonly idempotencySecret: Uint8Array
}

/** An answer that JSON can hold. */
export interface PlainAnswer {
  readonly status: number
  readonly body?: unknown
  readonly version?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Never of an operation that takes an Idempotency-Key: what streams cannot be remembered. */
  readonly stream?: AsyncIterable<string | Uint8Array>
}

export interface KeyedRequest {
  readonly account: string
  readonly operation: string
  readonly key: string
  /** Everything that makes the request what it is: path parameters and body. */
  readonly payload: string
}

type Change = (work: (tx: Transaction) => Promise<PlainAnswer>) => Promise<PlainAnswer>

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function sealingKey(deps: RunOnceDeps, request: KeyedRequest): Buffer {
  const salt = `${request.account}\n${request.operation}\n${request.key}`
  return Buffer.from(hkdfSync('sha256', deps.idempotencySecret, salt, 'octroi remembered answer', 32))
}

function seal(key: Buffer, nonce: Buffer, answer: PlainAnswer): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([cipher.update(JSON.stringify(answer)), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

function unseal(key: Buffer, text: string): PlainAnswer {
  const bytes = Buffer.from(text, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28))
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()) as PlainAnswer
}

/**
 * Carries a keyed request out once: the first time through `handle`, later by repeating its answer.
 * `handle` makes its changes through `change`, which remembers the answer in the same transaction.
 * @throws Unprocessable `idempotency-key-reused` for another payload, Conflict `request-in-progress`.
 */
export async function runOnce(
  deps: RunOnceDeps,
  request: KeyedRequest,
  handle: (change: Change) => Promise<PlainAnswer>,
): Promise<PlainAnswer> {
  const { unitOfWork, idempotency, clock, random } = deps
  const scope: IdempotencyScope = {
    account: request.account,
    operation: request.operation,
    keyHash: sha256(request.key),
  }
  const requestHash = sha256(request.payload)
  const key = sealingKey(deps, request)
  const startedAt = new Date(clock.now()).toISOString()

  const remembered = await unitOfWork.transaction(async (tx) => {
    const found = await idempotency.begin(tx, scope, requestHash, startedAt)
    if (found === null || found.answer !== null || found.requestHash !== requestHash) return found
    const isAbandoned = clock.now() - Date.parse(found.startedAt) > abandonedMs
    return isAbandoned && (await idempotency.takeOver(tx, scope, found.startedAt, startedAt)) ? null : found
  })
  if (remembered !== null) {
    if (remembered.requestHash !== requestHash) throw new Unprocessable({ problem: 'idempotency-key-reused' })
    if (remembered.answer === null) throw new Conflict({ problem: 'request-in-progress' })
    return unseal(key, remembered.answer)
  }

  let isRemembered = false
  const change: Change = async (work) => {
    const answer = await unitOfWork.transaction(async (tx) => {
      const made = await work(tx)
      const sealed = seal(key, random.bytes(12), made)
      if (!(await idempotency.finish(tx, scope, startedAt, sealed)))
        throw new Conflict({ problem: 'request-in-progress' })
      return made
    })
    isRemembered = true
    return answer
  }
  try {
    return await handle(change)
  } catch (error) {
    if (!isRemembered) {
      // What failed here must not hide the error that is being thrown.
      await unitOfWork.transaction((tx) => idempotency.forget(tx, scope, startedAt)).catch(() => undefined)
    }
    throw error
  }
}
