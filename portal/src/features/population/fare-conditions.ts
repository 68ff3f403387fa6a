import type { FareTable } from '../../api/sandbox-library.ts'
import { formatNumber } from '../../i18n/dates.ts'
import { labelOf, type Translate } from '../../i18n/translate.ts'

/** The conditions of a rule as people read them. */
export function fareConditions(rule: FareTable['rules'][number], t: Translate, lang: string): string[] {
  return rule.when.map(({ fact, value }) => {
    const name = labelOf(t, 'fact', fact)
    if (typeof value === 'boolean') return t(value ? 'fares.equals.true' : 'fares.equals.false', { fact: name })
    return t('fares.at-most', { fact: name, value: formatNumber(value, lang) })
  })
}
