import { createAuditLogReader } from '#adapters/postgres/audit-log-reader.ts'
import type { AuditLogReader } from '#core/audit/audit-log-reader.ts'
import { type CheckpointKey, deriveCheckpointKey } from '#core/audit/checkpoint-key.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import type { CommandContext } from '../command-context.ts'
import { openControlStore } from '../open-control-store.ts'

interface OpenAudit extends AsyncDisposable {
  readonly unitOfWork: UnitOfWork
  readonly reader: AuditLogReader
  readonly key: CheckpointKey
}

/** The audit log of the configured store, for a command. */
export async function openAudit({ config, secrets }: CommandContext): Promise<OpenAudit> {
  const database = await openControlStore(config)
  return {
    unitOfWork: database.unitOfWork,
    reader: createAuditLogReader(),
    key: deriveCheckpointKey(secrets.master),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}
