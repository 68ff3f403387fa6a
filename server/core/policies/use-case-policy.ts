import type { LegalContext } from '../grants/grant.ts'
import type { LocaleMap } from '../locale/locale-map.ts'

/** A provider's (or the operator's) versioned rules for a use case. Data, never code. */
export interface UseCasePolicy {
  readonly id: string
  readonly version: number
  readonly title: LocaleMap
  readonly description: LocaleMap
  /** Legal bases a request under this use case may cite; ids of the country pack. */
  readonly legal_bases: readonly string[]
  readonly legal_contexts: readonly LegalContext[]
  readonly scopes: {
    readonly offered: readonly string[]
    /** Refused at request, at approval and at the gateway. */
    readonly forbidden: readonly string[]
    /** Approved without a person when the policy is signed by the provider. */
    readonly automatic: readonly string[]
  }
  /** Texts that prefill a request. */
  readonly template: {
    readonly purpose: LocaleMap
    readonly legal_text: LocaleMap
    readonly recipients_of_data: LocaleMap
    readonly retention_months: number
  }
  readonly source: string
  readonly valid_from: string
  readonly valid_to: string | null
}
