import type { KeyObject } from 'node:crypto'
import type { SignedCheckpoint } from '#core/audit/checkpoint.ts'
import { publicHalf, signStatement } from '#core/audit/checkpoint-key.ts'
import { verifyConsistency } from '#core/audit/tree/verify-consistency.ts'
import {
  BrokenCheckpoints,
  checkSuccession,
  type ProvenCheckpoint,
  proveCheckpoint,
} from '#core/audit/verification/check-checkpoints.ts'
import type { JsonClient } from '#kit/json-client.ts'
import type { CheckpointFile } from './checkpoint-file.ts'

export interface WitnessDeps {
  /** Speaks to the platform's management API. */
  readonly client: Pick<JsonClient, 'send'>
  /** The pinned public half of the checkpoint key: obtained otherwise than from the platform's network address. */
  readonly publicKey: string
  readonly file: CheckpointFile
  /** The witness's own key. */
  readonly key: KeyObject
  /** A witness that joins late begins after this checkpoint; 0 is the beginning. */
  readonly after?: number
}

export interface Witness {
  /**
   * Pulls what is new, stores what is proven, and signs the last one. Answers the newest checkpoint stored.
   * @throws BrokenCheckpoints when the platform shows another history than before: nothing of it is stored.
   */
  pull(): Promise<ProvenCheckpoint | null>
}

const timeoutMs = 10_000
const perPage = 50
const hex = (text: string) => Buffer.from(text, 'hex')

/** Another principal's memory of the log. It believes its own file, the pinned key and proofs, and nothing else. */
export function createWitness({ client, publicKey, file, key, after = 0 }: WitnessDeps): Witness {
  async function get<T>(path: string): Promise<T> {
    const { status, body } = await client.send({ method: 'GET', path, timeoutMs })
    if (status !== 200) throw new Error(`${path.split('?')[0]} answered ${status}.`)
    return body as T
  }

  /** Between two sizes of one shard only appending may have happened. */
  async function checkGrowth(last: ProvenCheckpoint | null, next: ProvenCheckpoint): Promise<void> {
    if (last === null || last.shard !== next.shard || last.size === next.size || last.size === 0) return
    const { shard, size: from } = last
    const query = new URLSearchParams({ shard, from: String(from), to: String(next.size) })
    const { path } = await get<{ readonly path: readonly string[] }>(`/audit/consistency?${query}`)
    const proof = { from, fromRoot: hex(last.root), to: next.size, toRoot: hex(next.root), path: path.map(hex) }
    if (!verifyConsistency(proof)) {
      throw new BrokenCheckpoints(`Checkpoint ${next.number} does not contain the first ${from} records of ${shard}.`)
    }
  }

  async function pullPage(last: ProvenCheckpoint | null): Promise<ProvenCheckpoint[]> {
    const from = last?.number ?? after
    const { items } = await get<{ readonly items: readonly SignedCheckpoint[] }>(
      `/audit/checkpoints?after=${from}&page_size=${perPage}`,
    )
    const proven: ProvenCheckpoint[] = []
    for (const { body, signature } of items) {
      const before = proven.at(-1) ?? last
      const next = proveCheckpoint(publicKey, { body, signature })
      if (before === null && next.number !== from + 1) throw new BrokenCheckpoints(`Checkpoint ${from + 1} is missing.`)
      checkSuccession(before, next)
      await checkGrowth(before, next)
      await file.append([{ body, signature }])
      proven.push(next)
    }
    return proven
  }

  /** The platform may have forgotten: a backup was restored, or somebody hopes that nobody remembers. */
  async function checkMemory(last: ProvenCheckpoint): Promise<void> {
    const { items } = await get<{ readonly items: readonly SignedCheckpoint[] }>(
      `/audit/checkpoints?after=${last.number - 1}&page_size=1`,
    )
    if (items[0]?.body !== last.body) {
      throw new BrokenCheckpoints(`The platform no longer shows checkpoint ${last.number} as it was.`)
    }
  }

  async function cosign({ number, body }: ProvenCheckpoint): Promise<void> {
    const path = `/audit/checkpoints/${number}/cosignatures`
    const signature = signStatement(key, 'cosignature', body)
    const answer = await client.send({ method: 'POST', path, body: { witness: publicHalf(key), signature }, timeoutMs })
    // An installation that does not rely on this witness refuses its signature; what is stored here counts all the same.
    if (answer.status >= 500) throw new Error(`The cosignature was answered ${answer.status}.`)
  }

  return {
    async pull() {
      const stored = file.last()
      let last = stored === null ? null : proveCheckpoint(publicKey, stored)
      if (last !== null) await checkMemory(last)
      for (;;) {
        const page = await pullPage(last)
        last = page.at(-1) ?? last
        if (page.length < perPage) break
      }
      if (last !== null) await cosign(last)
      return last
    },
  }
}
