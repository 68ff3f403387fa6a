import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import type { AuditLogReader, AuditShard } from '../audit-log-reader.ts'
import type { ChainHead } from '../checkpoint.ts'
import { placeOf } from '../place-of.ts'
import { boundaryOf } from './boundary-of.ts'
import type { ProvenCheckpoint } from './check-checkpoints.ts'
import { checkColumns } from './check-columns.ts'
import { checkPurge } from './check-purge.ts'
import { createShardVerifier, type ShardVerdict } from './create-shard-verifier.ts'
import { type Finding, maxFindings } from './finding.ts'
import { createOpenExchanges, type OpenExchanges, type UnfinishedExchange } from './open-exchanges.ts'

export interface VerifyLogDeps {
  readonly unitOfWork: UnitOfWork
  readonly reader: AuditLogReader
  /** The pinned public half of the checkpoint key. */
  readonly publicKey: string
  /** All checkpoints a witness has stored, in order: the only thing that is believed. */
  readonly checkpoints: readonly ProvenCheckpoint[]
}

export interface LogVerdict {
  readonly findings: readonly Finding[]
  /** Leaves that were read. */
  readonly leaves: number
  readonly unwitnessed: number
  /** Records that a gateway has reported and not shipped, by the newest checkpoint. */
  readonly unshipped: readonly ChainHead[]
  /** Exchanges that were opened and not closed: still running, or their gateway stopped in between. */
  readonly unfinished: readonly UnfinishedExchange[]
}

async function verifyShard(deps: VerifyLogDeps, { shard }: AuditShard, open: OpenExchanges): Promise<ShardVerdict> {
  const { unitOfWork, reader, checkpoints } = deps
  const verifier = createShardVerifier({
    shard,
    checkpoints: checkpoints.filter((each) => each.shard === shard),
    boundary: boundaryOf(checkpoints, shard),
    knowsBeginning: checkpoints[0]?.number === 1,
  })
  const wrong: Finding[] = []
  const read = (first: number) => unitOfWork.read((tx) => reader.leaves(tx, shard, first))
  // The store reads the next page while this one is hashed. A rejection is met where the page is awaited.
  for (let next: ReturnType<typeof read> | null = read(0); next !== null; ) {
    const page: Awaited<ReturnType<typeof read>> = await next
    next = page.next === null ? null : read(page.next)
    next?.catch(() => undefined)
    for (const leaf of page.leaves) {
      const place = placeOf(leaf.line)
      verifier.take(leaf.index, leaf.line, place)
      open.take(place)
      const columns = checkColumns(leaf, place)
      if (columns.length === 0 || wrong.length >= maxFindings) continue
      const detail = `Columns ${columns.join(', ')} of leaf ${leaf.index} differ from its record.`
      wrong.push({ kind: 'altered', shard, leaf: leaf.index, detail })
    }
  }
  const verdict = verifier.finish()
  return { ...verdict, findings: [...verdict.findings, ...wrong] }
}

/**
 * Reads the whole log and compares it with what a witness has stored. It finds every altered, missing and inserted
 * record under a witnessed checkpoint, whoever wrote to the database.
 */
export async function verifyLog(deps: VerifyLogDeps): Promise<LogVerdict> {
  const { unitOfWork, reader, checkpoints } = deps
  const shards = await unitOfWork.read((tx) => reader.shards(tx))
  const findings: Finding[] = []
  const open = createOpenExchanges()
  let leaves = 0
  let unwitnessed = 0
  for (const shard of shards) {
    if (shard.state === 'purged') findings.push(...checkPurge(deps.publicKey, shard, checkpoints))
    else {
      const verdict = await verifyShard(deps, shard, open)
      findings.push(...verdict.findings)
      leaves += verdict.leaves
      unwitnessed += verdict.unwitnessed
    }
  }
  for (const shard of new Set(checkpoints.map((each) => each.shard))) {
    if (shards.some((each) => each.shard === shard)) continue
    findings.push({ kind: 'missing', shard, leaf: null, detail: `The whole shard ${shard} is gone.` })
  }
  for (const { gateway, chain, seq } of await unitOfWork.read((tx) => reader.strays(tx))) {
    const detail = `Record ${seq} of chain ${chain} of ${gateway} was not shipped by anybody.`
    findings.push({ kind: 'inserted', shard: null, leaf: null, detail })
  }
  const unshipped = checkpoints.at(-1)?.unshipped ?? []
  return { findings, leaves, unwitnessed, unshipped, unfinished: open.unfinished() }
}
