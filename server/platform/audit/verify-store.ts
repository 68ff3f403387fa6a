import { readFile } from 'node:fs/promises'
import type { AuditLogReader } from '#core/audit/audit-log-reader.ts'
import type { SignedCheckpoint } from '#core/audit/checkpoint.ts'
import { proveCheckpoints } from '#core/audit/verification/prove-checkpoints.ts'
import { verifyLog } from '#core/audit/verification/verify-log.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import { StartFailure } from '../../processes/start-failure.ts'
import type { CommandContext } from '../command-context.ts'
import { openAudit } from './open-audit.ts'

const perPage = 500

async function ownCheckpoints(unitOfWork: UnitOfWork, reader: AuditLogReader): Promise<SignedCheckpoint[]> {
  const all: SignedCheckpoint[] = []
  for (let after = 0; ; after += perPage) {
    const from = after
    const page = await unitOfWork.read((tx) => reader.checkpoints(tx, from, perPage))
    all.push(...page)
    if (page.length < perPage) return all
  }
}

async function witnessed(path: string): Promise<SignedCheckpoint[]> {
  const text = await readFile(path, 'utf8')
  const end = text.lastIndexOf('\n')
  return end === -1
    ? []
    : text
        .slice(0, end)
        .split('\n')
        .map((line) => JSON.parse(line) as SignedCheckpoint)
}

/**
 * Compares the whole store with the checkpoints of a witness; without them with the store's own, which whoever holds
 * the master secret can forge.
 * @throws StartFailure when anything differs, after every finding was printed.
 */
export async function verifyStore(context: CommandContext, path: string | null, pinned: string | null): Promise<void> {
  const { print } = context
  await using audit = await openAudit(context)
  const { unitOfWork, reader } = audit
  const publicKey = pinned ?? audit.key.publicKey
  if (path === null) print('WITHOUT A WITNESS: the store is compared with its own checkpoints, which proves less.')
  const signed = path === null ? await ownCheckpoints(unitOfWork, reader) : await witnessed(path)
  const start = performance.now()
  const checkpoints = proveCheckpoints(publicKey, signed)
  const verdict = await verifyLog({ unitOfWork, reader, publicKey, checkpoints })
  for (const { kind, detail } of verdict.findings) print(`${kind.toUpperCase()}: ${detail}`)
  for (const { gateway, chain, seq } of verdict.unshipped) {
    print(`NOT SHIPPED: ${gateway} has reported record ${seq} of chain ${chain}; control does not hold all up to it.`)
  }
  for (const { gateway, chain, seq, request_id } of verdict.unfinished) {
    print(
      `UNFINISHED: record ${seq} of chain ${chain} of ${gateway} opened exchange ${request_id}; no record says how it ended.`,
    )
  }
  const seconds = ((performance.now() - start) / 1_000).toFixed(1)
  print(
    `${verdict.leaves} records, ${checkpoints.length} checkpoints, ${verdict.unwitnessed} not under one, ${seconds} s`,
  )
  if (verdict.findings.length > 0) throw new StartFailure(`The audit log differs: ${verdict.findings.length} findings.`)
}
