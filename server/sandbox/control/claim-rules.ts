/** What the control of a civil status depends on. */
export interface ClaimRules {
  /** Digits and name of the body that controls the demand. */
  readonly providerCode: string
  readonly provider: string
  /** ISO date; nobody is born after it. */
  readonly today: string
  /** `fund`: what the social security registry asks for. `education`: a whole date of birth, but no country. */
  readonly kind: 'fund' | 'education'
  /** Official codes of the municipalities that bear a name in a department. */
  named(name: string, department: string): readonly string[]
}
