import type { LocaleMap } from '../locale/locale-map.ts'
import type { UseCasePolicy } from '../policies/use-case-policy.ts'

export interface LegalBasis {
  readonly id: string
  readonly label: LocaleMap
  readonly url: string | null
}

/** What an identifier of a person says about itself, for the airlock between environments. */
export type IdentityMark = 'synthetic' | 'possibly_real' | 'unmarked'

/** What belongs to a country and not to everybody. `packs/fr` is one; `packs/xx` proves the seam. */
export interface CountryPack {
  /** ISO 3166-1 alpha-2, lower case. */
  readonly country: string
  /** IANA zone in which days and months of quotas begin. */
  readonly timeZone: string
  readonly locales: readonly string[]
  /** By scheme (`fr:siret`): the canonical value, or null when it is malformed or its check digits are wrong. */
  readonly organizationIdentifiers: Readonly<Record<string, (value: string) => string | null>>
  /** Scheme that a `recipient` parameter carries. */
  readonly recipientScheme: string
  /** Judges marked identifiers only (a NIR by its order number), never names. */
  markOf(value: string): IdentityMark
  /** `date` is an ISO calendar date in the pack's zone. */
  isBusinessDay(date: string): boolean
  /** The ISO calendar date `days` business days after `date`. */
  addBusinessDays(date: string, days: number): string
  readonly officeHours: { readonly from: string; readonly to: string }
  readonly currency: string
  readonly legalBases: readonly LegalBasis[]
  readonly useCases: readonly UseCasePolicy[]
}
