import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { ApiDescriptor } from './operation-descriptor.ts'

export type ApiState = 'draft' | 'published' | 'deprecated' | 'retired'

/** One of several roots of a provider; weights are relative to each other. */
export interface UpstreamShare {
  readonly url: string
  readonly weight: number
}

/** An API version as the catalogue keeps it. */
export interface CatalogApi {
  readonly api: string
  readonly version: string
  readonly provider_organization_id: string
  readonly provider_name: string
  readonly state: ApiState
  readonly descriptor: ApiDescriptor
  /** Root of the production upstream, or null while the provider has none. */
  readonly upstream_url: string | null
  /** Roots that share the calls by weight, in place of `upstream_url`; usually none. */
  readonly upstream_targets: readonly UpstreamShare[]
  /** Optimistic-concurrency counter shown as ETag; unrelated to the API's own version. */
  readonly lock_version: number
  readonly created_at: string
}

/** Which APIs are listed. */
export interface ApiFilter {
  readonly words: string | null
  readonly provider: string | null
  readonly states: readonly ApiState[]
  /** Organizations whose own APIs are listed whatever their state and visibility; null lists everybody's. */
  readonly managedBy: readonly string[] | null
  readonly visibilities: readonly ApiDescriptor['visibility'][]
}

export interface ApiStore {
  insert(tx: Transaction, api: CatalogApi, document: unknown): Promise<void>
  load(tx: Transaction, api: string, version: string, lock?: 'lock'): Promise<CatalogApi | null>
  /** The OpenAPI document as it was imported. */
  loadDocument(tx: Transaction, api: string, version: string): Promise<Readonly<Record<string, unknown>> | null>
  /** Ordered by API and version; `after` is an `api@version`. */
  list(tx: Transaction, filter: ApiFilter, page: PageRequest): Promise<Page<CatalogApi>>
  /** All of them, in these states. */
  listAll(tx: Transaction, states: readonly ApiState[]): Promise<readonly CatalogApi[]>
  /** Writes state, upstream and descriptor, and the document when it is given; counts the lock version up. */
  save(tx: Transaction, api: CatalogApi, document?: unknown): Promise<void>
}
