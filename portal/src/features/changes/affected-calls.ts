import { getApplicationUsage, listApplications, listExchanges } from '../../api/applications.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import type { Application } from '../../api/schemas.ts'
import { isoDay } from '../../i18n/dates.ts'
import type { Visitor } from '../../session/visitor.ts'
import type { VersionChange } from './compare-versions.ts'

/** An application of the reader that calls the old version. */
export interface AffectedApplication {
  readonly application: Application
  /** Calls to the old version in thirty days, both environments. */
  readonly calls: number
  /** Operations among its most recent calls that a breaking change touches. */
  readonly operations: readonly string[]
}

const days = 30
const mostRecent = 200

/** The reader's own applications that called a version in thirty days, and which of the operations they call break. */
export async function affectedCalls(
  api: ManagementApi,
  visitor: Visitor,
  old: { readonly api: string; readonly version: string; readonly operationIds: readonly string[] },
  changes: readonly VersionChange[],
): Promise<AffectedApplication[]> {
  const lists = await Promise.all(visitor.consumers.map(({ organization }) => listApplications(api, organization.id)))
  const period = { from: isoDay(new Date(Date.now() - (days - 1) * 86_400_000)), to: isoDay(new Date()) }
  const touched = new Set(changes.filter(({ breaking }) => breaking).map(({ operationId }) => operationId))
  const found = lists
    .flatMap(({ items }) => items)
    .map(async (application) => {
      // Who may not read the calls of an application learns nothing of them here either.
      const [usage, exchanges] = await Promise.all([
        getApplicationUsage(api, application.id, period).catch(() => ({ rows: [] })),
        listExchanges(api, application.id, { page_size: mostRecent }).catch(() => ({ items: [] })),
      ])
      const rows = usage.rows.filter((row) => row.api === old.api && row.api_version === old.version)
      const called = new Set(exchanges.items.map(({ operation }) => operation).filter((one) => one !== null))
      const calls = rows.reduce((sum, { answered, refused, failed }) => sum + answered + refused + failed, 0)
      // A change of the whole API, such as a scope that goes, touches every operation of it.
      const breaks = (id: string) => touched.has(id) || touched.has(null)
      const operations = old.operationIds.filter((id) => called.has(id) && breaks(id))
      return { application, calls, operations }
    })
  return (await Promise.all(found)).filter(({ calls, operations }) => calls > 0 || operations.length > 0)
}
