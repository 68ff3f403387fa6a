/** A person, or a machine that uses the management API. */
export interface Account {
  readonly id: string
  readonly kind: 'person' | 'machine'
  /** Lower-cased address; null for a machine. Unique among persons. */
  readonly email: string | null
  readonly name: string
  /** BCP 47 tag of the language of mails and of the portal. */
  readonly locale: string
  /** PHC string of argon2id, or of the secret's SHA-256 for a machine; null when only federated. */
  readonly password_hash: string | null
  /** The organization a machine belongs to; null for a person. */
  readonly organization_id: string | null
  readonly state: 'active' | 'suspended'
  /** Sessions and tokens issued before this ISO time are dead. */
  readonly sessions_valid_from: string
  readonly created_at: string
}

/** An identity of a person at an issuer, beside the local account (OpenID Connect Core section 2). */
export interface FederatedIdentity {
  readonly account_id: string
  readonly issuer: string
  readonly subject: string
}
