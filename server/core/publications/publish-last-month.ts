import type { AuthorizationStore } from '../authorizations/authorization-store.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import { reportMonth, type ServiceLevelDeps } from '../service-levels/report-month.ts'
import type { Publication, PublicationKind } from './publication.ts'
import { type PublishDeps, publishMonth } from './publish-month.ts'
import { registerFiles } from './register-files.ts'
import { serviceLevelFiles } from './service-level-files.ts'

export interface PublishLastMonthDeps extends PublishDeps, ServiceLevelDeps {
  readonly unitOfWork: UnitOfWork
  readonly authorizations: AuthorizationStore
  readonly publicUrl: string
}

/** Time after the end of a month in which gateways still ship its records. */
const settledMs = 3_600_000

function lastMonth(today: string): string {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7)
}

/**
 * Publishes what is due about the month before this one: the register as it is now, and the service levels. Safe to run
 * often and on several replicas: a month is published once. Answers what it published.
 */
export async function publishLastMonth(deps: PublishLastMonthDeps): Promise<readonly Publication[]> {
  const month = lastMonth(deps.calendar.dateAt(deps.clock.now() - settledMs))
  const known = await deps.unitOfWork.read((tx) => deps.publications.list(tx, null))
  const isDue = (kind: PublicationKind) => !known.some((one) => one.kind === kind && one.month === month)
  const published: (Publication | null)[] = []
  if (isDue('register')) {
    const files = await deps.unitOfWork.read((tx) => registerFiles(tx, deps, month))
    published.push(await deps.unitOfWork.transaction((tx) => publishMonth(tx, deps, 'register', month, files)))
  }
  if (isDue('service-levels')) {
    const report = await deps.unitOfWork.read((tx) => reportMonth(tx, deps, month))
    if (report.measured_from !== null) {
      const files = serviceLevelFiles(report)
      published.push(await deps.unitOfWork.transaction((tx) => publishMonth(tx, deps, 'service-levels', month, files)))
    }
  }
  return published.filter((one) => one !== null)
}
