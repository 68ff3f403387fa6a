import type { Household } from '#sandbox-data/population.ts'
import type { FareTable } from '../eligibility/fare-table.ts'

/** As many tables as an application may ask about one person in a day: the commands of a page all answer. */
const mostTables = 4

/**
 * The fare tables a household is documented with: those that look at the family income index first where the story
 * fixes one, the others in turn, so that together the personas show every table.
 */
export function chooseFareTables(all: readonly FareTable[], household: Household, turn: number): string[] {
  const asksQuotient = ({ rules }: FareTable) => rules.some(({ when }) => when.some(({ fact }) => fact === 'quotient'))
  const first = household.stated_quotient === null ? [] : all.filter(asksQuotient)
  const others = all.filter((table) => !first.includes(table))
  const at = others.length === 0 ? 0 : turn % others.length
  const chosen = [...first, ...others.slice(at), ...others.slice(0, at)].slice(0, mostTables)
  return all.filter((table) => chosen.includes(table)).map(({ id, version }) => `${id}/${version}`)
}
