import { randomUUID } from 'node:crypto'
import { createAuditLogStore } from '#adapters/postgres/audit-log-store.ts'
import { createExchangeStore } from '#adapters/postgres/exchange-store.ts'
import { acceptBatch } from '#core/audit/accept-batch.ts'
import { chainLine, lineHash, noHead } from '#core/audit/chain-line.ts'
import { formatReceipt } from '#core/audit/receipt.ts'
import type { ExchangeDraft } from '#core/audit/record-sink.ts'
import { sequenceRecords } from '#core/audit/sequence-records.ts'
import { createRecordObserver } from '#core/service-levels/observe-records.ts'
import type { AccessWorld } from './access-world.ts'
import { testAuditKeys } from './audit-keys.ts'
import { exchangeDraft } from './exchange-draft.ts'

/** Records of a gateway that are in the audit log, under a checkpoint; answers their receipts. */
export async function recordExchanges(
  world: AccessWorld,
  count: number,
  changes: (index: number) => Partial<ExchangeDraft> = () => ({}),
): Promise<string[]> {
  const { unitOfWork, clock } = world
  const place = { gateway: 'gateway-1', chain: randomUUID() }
  const lines: string[] = []
  let previous = noHead
  for (let seq = 1; seq <= count; seq += 1) {
    lines.push(chainLine({ ...place, seq, previous }, exchangeDraft(changes(seq - 1))))
    previous = lineHash(lines.at(-1)!)
  }
  await acceptBatch(
    { unitOfWork, exchangeStore: createExchangeStore(), observeRecords: createRecordObserver(world.deps) },
    { format_version: 1, ...place, first_seq: 1, lines },
  )
  const deps = {
    unitOfWork,
    clock,
    log: createAuditLogStore(),
    key: testAuditKeys().checkpoint,
    origin: 'http://portal.test',
  }
  await sequenceRecords({ ...deps, checkpointEveryMs: 0 })
  return lines.map((line, index) => formatReceipt({ ...place, seq: index + 1, hash: lineHash(line) }))
}
