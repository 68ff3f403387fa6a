/** A person's civil status as FranceConnect states it, by its own names (pivot identity). */
export interface PivotIdentity {
  /** All first names, separated by spaces. */
  readonly given_name: string
  readonly given_name_array: readonly string[]
  /** Name at birth. */
  readonly family_name: string
  /** `YYYY-MM-DD`; a month or a day the register does not know is `00`. */
  readonly birthdate: string
  /** Empty when the register does not say. */
  readonly gender: 'female' | 'male' | ''
  /** Official code of the municipality; empty for a birth abroad. */
  readonly birthplace: string
  /** Official code of the country: 99100 for France. */
  readonly birthcountry: string
  /** Name in use, when it is another than at birth. */
  readonly preferred_username?: string
}
