import type { Household, Month, Person } from '#sandbox-data/population.ts'
import type { Inputs } from '../control/inputs.ts'
import type { PersonNumber } from '../identification/identify-by-number.ts'
import type { Refusal } from '../refusal.ts'

/** What an API's answer is computed from. */
export interface Subject {
  readonly person: Person
  readonly household: Household
  /** The current month, in the country's zone. */
  readonly month: Month
  /** ISO date of today. */
  readonly today: string
  readonly inputs: Inputs
  readonly providerCode: string
}

export interface Projected {
  readonly kind: 'projected'
  readonly data: object
  /** Why, for `X-Sandbox-Explain`, in ASCII. */
  readonly rule: string
  /** Members of `meta` beside the environment. */
  readonly meta?: Readonly<Record<string, string>>
  /** What a signed receipt says of it, where the API gives one. */
  readonly receipt?: Readonly<Record<string, unknown>>
}

/** How an API designates the person: a civil status as funds or as education ask it, or a number. */
export type Designation = 'fund' | 'education' | 'nir' | 'nir-or-status' | PersonNumber

/** One API as a view of the population. Controls of the demand itself run before anybody is searched. */
export interface Projection {
  /** `fund` when it says nothing. */
  readonly designation?: Designation
  /** What may be asked about one person in a few variants only: the variant of this demand. */
  variant?(inputs: Inputs): string
  control?(inputs: Inputs, month: Month): Refusal | null
  project(subject: Subject): Projected | Refusal
}
