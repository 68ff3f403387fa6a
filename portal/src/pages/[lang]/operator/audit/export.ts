import type { APIRoute } from 'astro'
import { exportRecords } from '../../../../api/audit.ts'
import { auditSearch } from '../../../../features/audit/audit-search.ts'

/** The records of a search as a file, passed on as the management API writes it. */
export const GET: APIRoute = ({ url, locals }) =>
  exportRecords(locals.api, {
    ...auditSearch(url.searchParams),
    format: url.searchParams.get('format') === 'csv' ? 'csv' : 'jsonl',
  })
