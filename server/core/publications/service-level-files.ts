import { csvLine } from '#kit/csv-line.ts'
import type { ClassLevel, ServiceLevelReport } from '../service-levels/report-month.ts'
import type { PublicationFiles } from './publication.ts'

const columns = [
  'time_class',
  'target',
  'availability',
  'minutes_up',
  'minutes_down',
  'minutes_maintenance',
  'answers',
  'within_1s',
  'within_2s',
  'p50_ms',
  'p95_ms',
] as const satisfies readonly (keyof ClassLevel)[]

/** A report of service levels as the files that are published. */
export function serviceLevelFiles(report: ServiceLevelReport): PublicationFiles {
  const lines = report.targets.flatMap(({ kind, target, name, classes }) =>
    classes.map((level) => csvLine([report.month, kind, target, name, ...columns.map((column) => level[column])])),
  )
  return {
    json: `${JSON.stringify({ kind: 'service-levels', ...report }, null, 1)}\n`,
    csv: [csvLine(['month', 'kind', 'id', 'name', ...columns]), ...lines].join(''),
  }
}
