import type { Transaction } from '../ports/unit-of-work.ts'
import type { ApiDescriptor } from './operation-descriptor.ts'

export type ApiState = 'draft' | 'published' | 'deprecated' | 'retired'

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
  /** Optimistic-concurrency counter shown as ETag; unrelated to the API's own version. */
  readonly lock_version: number
  readonly created_at: string
}

/** Ordered by API and version. `after` is the last `api@version` of the page before, or null. */
export interface ApiFilter {
  readonly words: string | null
  readonly provider: string | null
  readonly states: readonly ApiState[]
  readonly after: string | null
  /** Null means all of them. */
  readonly size: number | null
}

export interface ApiStore {
  insert(tx: Transaction, api: CatalogApi, document: unknown): Promise<void>
  load(tx: Transaction, api: string, version: string, lock?: 'lock'): Promise<CatalogApi | null>
  /** The OpenAPI document as it was imported. */
  loadDocument(tx: Transaction, api: string, version: string): Promise<Readonly<Record<string, unknown>> | null>
  list(tx: Transaction, filter: ApiFilter): Promise<readonly CatalogApi[]>
  /** Writes state, upstream and descriptor, and the document when it is given; counts the lock version up. */
  save(tx: Transaction, api: CatalogApi, document?: unknown): Promise<void>
}
