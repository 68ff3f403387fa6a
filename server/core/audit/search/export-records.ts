import { createHash } from 'node:crypto'
import { csvLine } from '#kit/csv-line.ts'
import type { Page } from '../../page.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import type { FoundRecord, RecordFilter, RecordSearch } from './record-search.ts'

export type ExportFormat = 'csv' | 'jsonl'

/** Columns of the CSV, by the names of the record. Lists are joined by spaces: no name holds one. */
const columns = [
  'at',
  'environment',
  'request_id',
  'application_id',
  'organization_id',
  'beneficiary_id',
  'delegation_id',
  'authorization_id',
  'grant_id',
  'api',
  'api_version',
  'operation',
  'method',
  'legal_context',
  'scopes_effective',
  'fields',
  'status',
  'refusal_stage',
  'reason',
  'duration_ms',
  'is_test_person',
  'gateway',
  'chain',
  'seq',
] as const

const pageSize = 2_000

function render({ record, line }: FoundRecord, format: ExportFormat): string {
  if (format === 'jsonl') return `${line}\n`
  return csvLine(
    columns.map((name) => {
      const value = record[name]
      return typeof value === 'object' && value !== null ? value.join(' ') : value
    }),
  )
}

/**
 * The records of a search, newest first, page by page, so that nothing holds them all. JSON Lines are the exact lines of
 * the audit log, and end with one that says how many there were and the SHA-256 of all before it: an export that was cut
 * off is recognised by its absence. Each page is a read of its own: records shipped meanwhile are newer, and left out.
 */
export async function* exportRecords(
  deps: { readonly unitOfWork: UnitOfWork; readonly recordSearch: RecordSearch },
  filter: RecordFilter,
  format: ExportFormat,
): AsyncGenerator<string> {
  const digest = createHash('sha256')
  let records = 0
  if (format === 'csv') yield csvLine(columns)
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const from: string | null = after
    const page: Page<FoundRecord> = await deps.unitOfWork.read((tx) =>
      deps.recordSearch.find(tx, filter, { after: from, size: pageSize }),
    )
    const text = page.items.map((item) => render(item, format)).join('')
    digest.update(text)
    records += page.items.length
    after = page.next
    if (text !== '') yield text
  }
  if (format === 'jsonl') yield `${JSON.stringify({ end: true, records, sha256: digest.digest('hex') })}\n`
}
