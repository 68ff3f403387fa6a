import type { FidelityLine } from '../../api/sandbox-library.ts'

/** A measure as people read it: a percentage, euros, or a number. */
export function formatMeasure(value: number, unit: FidelityLine['unit'], lang: string): string {
  if (unit === 'euros_a_year') {
    return new Intl.NumberFormat(lang, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }).format(value)
  }
  if (unit === 'number') return new Intl.NumberFormat(lang, { maximumFractionDigits: 3 }).format(value)
  return new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 1 }).format(value)
}

/** How far a measure may be from its target: points of a percentage, euros, or a number. */
export function formatTolerance(value: number, unit: FidelityLine['unit'], lang: string): string {
  if (unit === 'euros_a_year' || unit === 'number') return `± ${formatMeasure(value, unit, lang)}`
  return `± ${new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(value * 100)} pt`
}
