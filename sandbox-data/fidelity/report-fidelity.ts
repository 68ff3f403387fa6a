import type { Population } from '../population.ts'
import { monthOf } from '../rules/month.ts'
import { livingStandards } from './living-standards.ts'
import { measures } from './measures.ts'
import targets from './targets.json' with { type: 'json' }

interface LocaleText {
  readonly fallback: string
  readonly texts: { readonly fr: string; readonly en: string }
}

export interface FidelityLine {
  readonly id: string
  readonly label: LocaleText
  readonly unit: 'share_of_persons' | 'share_of_households' | 'number' | 'euros_a_year'
  readonly target: number
  readonly obtained: number
  /** The greatest distance from the target that passes. */
  readonly tolerance: number
  readonly is_within: boolean
  /** Id of a source of `sources.json`. */
  readonly source: string
  readonly note: LocaleText | null
}

export interface FidelityReport {
  readonly population_version: string
  /** `YYYY-MM`, the month measured. */
  readonly month: string
  readonly persons: number
  readonly households: number
  readonly lines: readonly FidelityLine[]
}

/** Compares the drawn part of a population with published distributions. Personas are left out: they are stories. */
export function reportFidelity(whole: Population): FidelityReport {
  const steps = fidelitySteps(whole)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same, a measure at a time: on a large population each takes up to a second, and others wait for the thread. */
export function* fidelitySteps(whole: Population): Generator<void, FidelityReport> {
  const households = whole.households.filter(({ persona }) => persona === null)
  const population = { ...whole, households, persons: households.flatMap(({ persons }) => persons) }
  const month = monthOf(targets.month)
  const measured = { population, month, standards: livingStandards(population, month) }
  const lines: FidelityLine[] = []
  for (const { id, label, unit, target, tolerance, source, note } of targets.lines) {
    yield
    const measure = measures[id]
    if (!measure) throw new Error(`no measure for ${id}`)
    const obtained = measure(measured)
    const is_within = Math.abs(obtained - target) <= tolerance
    lines.push({
      id,
      label,
      unit: unit as FidelityLine['unit'],
      target,
      obtained,
      tolerance,
      is_within,
      source,
      note: note ?? null,
    })
  }
  return {
    population_version: whole.version,
    month: targets.month,
    persons: population.persons.length,
    households: households.length,
    lines,
  }
}
