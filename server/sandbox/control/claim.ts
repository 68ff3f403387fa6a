/** What a caller states about a person, once checked. */
export interface Claim {
  readonly birthName: string
  readonly firstNames: readonly string[]
  readonly sex: 'F' | 'M'
  /** Null where not stated; a month needs a year and a day needs a month. */
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
  /** Null when none was stated. */
  readonly country: string | null
  /** Official codes the place of birth may be; null when none was stated. */
  readonly communes: readonly string[] | null
}
