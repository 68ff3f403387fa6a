/** What an organization is here for. It decides which roles mean something in it. */
export type OrganizationKind = 'consumer' | 'provider' | 'operator' | 'editor' | 'governance'

/** How the platform knows that the organization is what it says, weakest first. */
export type VerificationMethod = 'unverified' | 'email_domain' | 'identity_provider_claim' | 'mandate' | 'operator'

/** An identifier under a scheme (`fr:siret`, `be:cbe`). Validity dates are ISO 8601 calendar dates. */
export interface OrganizationIdentifier {
  readonly scheme: string
  readonly value: string
  readonly valid_from: string | null
  readonly valid_to: string | null
}

/** A legal body. `version` is the optimistic-concurrency counter shown as ETag. Times are ISO 8601 UTC. */
export interface Organization {
  readonly id: string
  readonly kind: OrganizationKind
  readonly name: string
  /** Stable name of a provider, as specifications cite it; null for the others. */
  readonly slug: string | null
  readonly country: string
  readonly identifiers: readonly OrganizationIdentifier[]
  readonly verification: VerificationMethod
  readonly verified_at: string | null
  readonly state: 'active' | 'suspended'
  readonly suspended_reason: string | null
  readonly is_demo: boolean
  readonly version: number
  readonly created_at: string
}
