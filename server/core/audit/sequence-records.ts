import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts'
import type { ActLine, LogHead, SequencedChain } from './audit-log-store.ts'
import { lineHash, noHead } from './chain-line.ts'
import { actLine, controlChain } from './control-act.ts'
import { placeOf } from './place-of.ts'
import { type CheckpointDeps, takeCheckpoint } from './take-checkpoint.ts'
import { leafHash } from './tree/merkle-hash.ts'
import { appendLeaves } from './tree/tiled-tree.ts'

export interface SequencerDeps extends CheckpointDeps {
  readonly unitOfWork: UnitOfWork
  /** A checkpoint is taken when the last one is this old; 30 s, so that two are at most 60 s apart. */
  readonly checkpointEveryMs?: number
}

export interface SequencingPass {
  /** Records that became leaves. */
  readonly sequenced: number
  /** Whether more wait. */
  readonly hasMore: boolean
  /** Chains whose stored lines no longer follow one another: somebody changed them. */
  readonly broken: readonly SequencedChain[]
}

interface OpenHead extends LogHead {
  readonly shard: string
}

/** A transaction holds one connection, and the embedded store has one: a pass takes a few milliseconds. */
const linesPerPass = 2_000
const linesPerChain = 1_000

function monthOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 7)
}

/** The open shard is that of this UTC month. A clock set back never reopens an older one. */
async function enterShard(deps: SequencerDeps, tx: Transaction, head: LogHead): Promise<OpenHead> {
  const { log, clock } = deps
  const month = monthOf(clock.now())
  const { shard } = head
  if (shard !== null && month <= shard) return { ...head, shard }
  const at = new Date(clock.now()).toISOString()
  if (shard !== null) {
    await takeCheckpoint(deps, tx, { ...head, shard }, true)
    await log.closeShard(tx, shard, at)
  }
  await log.openShard(tx, month, at)
  const { checkpoint_number, checkpoint_hash } = await log.lockHead(tx)
  return { shard: month, size: 0, checkpoint_number, checkpoint_hash, checkpoint_at: null }
}

async function addLeaves(
  deps: SequencerDeps,
  tx: Transaction,
  head: OpenHead,
  chain: SequencedChain,
  lines: readonly string[],
): Promise<OpenHead> {
  const { log } = deps
  const { shard, size } = head
  const { gateway, chain: id, seq } = chain
  const read = (level: number, index: number) => log.readTile(tx, shard, level, index)
  await log.writeTiles(tx, shard, await appendLeaves(read, size, lines.map(leafHash)))
  const run = { shard, first_leaf: size, gateway, chain: id, first_seq: seq + 1, count: lines.length }
  await log.addRun(tx, run, lineHash(lines.at(-1)!))
  await log.setSize(tx, shard, size + lines.length)
  return { ...head, size: size + lines.length }
}

async function addActs(deps: SequencerDeps, tx: Transaction, head: OpenHead): Promise<OpenHead> {
  const { log } = deps
  const pending = await log.pendingActs(tx, linesPerChain)
  if (pending.length === 0) return head
  const chain = await log.controlChain(tx)
  let previous = chain.head ?? noHead
  const acts = pending.map((act, index): ActLine => {
    const seq = chain.seq + 1 + index
    const line = actLine({ seq, previous }, act)
    previous = lineHash(line)
    return { seq, event_id: act.id, line }
  })
  await log.keepActs(tx, acts)
  return addLeaves(
    deps,
    tx,
    head,
    { ...controlChain, seq: chain.seq, head: chain.head },
    acts.map(({ line }) => line),
  )
}

/** Whether the lines continue the chain. A gateway's batch was checked on arrival: a break came later, in the store. */
function continues(chain: SequencedChain, lines: readonly string[]): boolean {
  let previous = chain.head
  return lines.every((line, index) => {
    const record = placeOf(line)
    const isNext = record?.seq === chain.seq + 1 + index && (previous === null || record.previous === previous)
    previous = lineHash(line)
    return isNext
  })
}

/**
 * One pass of the sequencer: records that control holds become leaves of the open shard, and a checkpoint is signed
 * when it is due. Safe on several replicas: the pass holds the head.
 */
export async function sequenceRecords(deps: SequencerDeps): Promise<SequencingPass> {
  const { log, unitOfWork, clock, checkpointEveryMs = 30_000 } = deps
  return unitOfWork.transaction(async (tx) => {
    let head = await enterShard(deps, tx, await log.lockHead(tx))
    const before = head.size
    head = await addActs(deps, tx, head)
    const broken: SequencedChain[] = []
    for (const chain of await log.pendingChains(tx)) {
      if (head.size - before >= linesPerPass) break
      const lines = await log.pendingLines(tx, chain, linesPerChain)
      if (lines.length > 0 && continues(chain, lines)) head = await addLeaves(deps, tx, head, chain, lines)
      else broken.push(chain)
    }
    const age = head.checkpoint_at === null ? null : clock.now() - Date.parse(head.checkpoint_at)
    if (age === null || age >= checkpointEveryMs || age < 0) await takeCheckpoint(deps, tx, head, false)
    const sequenced = head.size - before
    return { sequenced, hasMore: sequenced >= linesPerChain, broken }
  })
}
