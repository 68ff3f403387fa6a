import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { acceptBatch } from '#core/audit/accept-batch.ts'
import { chainLine, lineHash, noHead } from '#core/audit/chain-line.ts'
import type { Transaction, UnitOfWork } from '#core/ports/unit-of-work.ts'
import { exchangeDraft } from '#support/exchange-draft.ts'

const unitOfWork: UnitOfWork = {
  transaction: (work) => work({} as Transaction),
  read: (work) => work({} as Transaction),
}

test('a credential is last used when its newest record was made, and a batch sent again uses nothing', async () => {
  const credentialId = randomUUID()
  const at = '2026-11-22T12:00:00.000Z'
  const place = { gateway: 'gateway-1', chain: randomUUID() }
  const drafts = [exchangeDraft(), exchangeDraft({ credential_id: credentialId, at })]
  const lines: string[] = []
  for (const draft of drafts) {
    const previous = lines.length === 0 ? noHead : lineHash(lines.at(-1) ?? '')
    lines.push(chainLine({ ...place, seq: lines.length + 1, previous }, draft))
  }
  let nextSeq = 1
  const uses: { readonly id: string; readonly at: string }[] = []
  const deps = {
    unitOfWork,
    exchangeStore: {
      lockChain: async () => ({ next_seq: nextSeq, head: null }),
      append: async (_tx: Transaction, fresh: readonly unknown[]) => {
        nextSeq += fresh.length
      },
    },
    credentialStore: {
      touch: async (_tx: Transaction, used: typeof uses) => {
        uses.push(...used)
      },
    },
  }
  const batch = { format_version: 1, ...place, first_seq: 1, lines } as const
  await acceptBatch(deps, batch)
  await acceptBatch(deps, batch)
  assert.deepEqual(uses, [{ id: credentialId, at }])
})
