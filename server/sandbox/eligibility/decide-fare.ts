import type { FactName, FareCondition, FareRule, FareTable } from './fare-table.ts'

/** A fact is null while its source cannot say: that is not the same as no. */
export type Facts = Readonly<Record<FactName, boolean | number | null>>

export type FareDecision =
  | { readonly decision: 'eligible'; readonly rule: FareRule }
  | { readonly decision: 'non_eligible' | 'indetermine'; readonly rule: null }

/**
 * The first rule of the table that holds. A rule that an unknown fact leaves open makes the decision
 * undetermined, unless every way it can turn out gives the same profile.
 */
export function decideFare(table: FareTable, facts: Facts): FareDecision {
  const possible: (FareRule | null)[] = []
  let isSettled = false
  for (const rule of table.rules) {
    const holds = holdsFor(rule, facts)
    if (holds === false) continue
    possible.push(rule)
    isSettled = holds === true
    if (isSettled) break
  }
  if (!isSettled) possible.push(null)
  const [first] = possible
  if (possible.some((rule) => rule?.profile !== first?.profile)) return { decision: 'indetermine', rule: null }
  return first ? { decision: 'eligible', rule: first } : { decision: 'non_eligible', rule: null }
}

/** Three-valued conjunction: one false condition settles it whatever is unknown. */
function holdsFor(rule: FareRule, facts: Facts): boolean | null {
  const results = rule.when.map((condition) => isMet(condition, facts[condition.fact]))
  if (results.includes(false)) return false
  return results.includes(null) ? null : true
}

function isMet(condition: FareCondition, fact: boolean | number | null): boolean | null {
  if (fact === null) return null
  if (condition.is === 'equals') return fact === condition.value
  return typeof fact === 'number' && fact <= condition.value
}
