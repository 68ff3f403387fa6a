import type { Environment } from '../environment.ts'
import type { LocaleMap } from '../locale/locale-map.ts'

/** One time somebody's data were asked for, as the person concerned reads it. Names of data, never the data. */
export interface Consultation {
  /** Also known to the provider, whose own log knows the person. */
  readonly request_id: string
  readonly at: string
  readonly environment: Environment
  readonly api: string
  readonly api_title: LocaleMap | null
  readonly provider_name: string | null
  /** False when the provider had nothing on the person. */
  readonly is_found: boolean
  readonly scopes: readonly { readonly name: string; readonly label: LocaleMap | null }[]
  readonly fields: readonly string[]
  readonly legal_context: string | null
  /** What for, in plain words. */
  readonly purpose: LocaleMap | null
  /** Whether body and place are kept back, because somebody in the exchange is protected. */
  readonly is_withheld: boolean
  /** Who asked; null where it is withheld. */
  readonly body: ConsultingBody | null
}

export interface ConsultingBody {
  readonly name: string
  readonly application_name: string | null
  /** The entry of the public register; null for tests. */
  readonly authorization: { readonly id: string; readonly reference: string; readonly title: string } | null
  /** Opens the proof that the record is in the audit log. */
  readonly receipt: string
}

/** What the list can say about an API, and what it cannot. */
export interface CoveredApi {
  readonly api: string
  readonly title: LocaleMap
  readonly provider_name: string
  /** Its provider names the person in every answer: the list is complete. */
  readonly is_traceable: boolean
}
