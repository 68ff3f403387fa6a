import type { Usage } from '../../api/schemas.ts'

export interface PartyUsage {
  readonly beneficiary: string | null
  readonly application: string
  readonly answered: number
  readonly refused: number
  readonly failed: number
  /** Refused and failed calls in a hundred, a whole number. */
  readonly errorPercent: number
}

/** Use of a period by authority and application, the busiest first. */
export function usageByParty(usage: Usage): readonly PartyUsage[] {
  const parties = new Map<string, Omit<PartyUsage, 'errorPercent'>>()
  for (const row of usage.rows) {
    const key = JSON.stringify([row.beneficiary_name, row.application_name])
    const known = parties.get(key) ?? {
      beneficiary: row.beneficiary_name ?? null,
      application: row.application_name,
      answered: 0,
      refused: 0,
      failed: 0,
    }
    parties.set(key, {
      ...known,
      answered: known.answered + row.answered,
      refused: known.refused + row.refused,
      failed: known.failed + row.failed,
    })
  }
  const total = (one: Omit<PartyUsage, 'errorPercent'>) => one.answered + one.refused + one.failed
  return [...parties.values()]
    .sort((a, b) => total(b) - total(a))
    .map((one) => ({ ...one, errorPercent: Math.round(((one.refused + one.failed) / Math.max(1, total(one))) * 100) }))
}
