import type { Query } from '../../api/management-api.ts'
import { isoDay } from '../../i18n/dates.ts'

const dayPattern = /^\d{4}-\d{2}-\d{2}$/
const weekMs = 6 * 86_400_000

/** The criteria of an address, as the management API takes them; the last seven days unless others are named. */
export function auditSearch(search: URLSearchParams): Record<string, string> & Query {
  const text = (name: string) => search.get(name)?.trim() ?? ''
  const day = (name: string, otherwise: Date) => (dayPattern.test(text(name)) ? text(name) : isoDay(otherwise))
  const now = Date.now()
  return {
    authorization_id: text('authorization_id').toLowerCase(),
    application_id: text('application_id').toLowerCase(),
    api: text('api'),
    provider: text('provider'),
    environment: text('environment'),
    outcome: text('outcome'),
    from: day('from', new Date(now - weekMs)),
    to: day('to', new Date(now)),
  }
}
