import type { ApiDescriptor } from '../catalog/operation-descriptor.ts'
import type { CredentialKind, FranceConnectRegistration } from '../credentials/credential.ts'
import type { Environment } from '../environment.ts'
import type { LegalContext } from '../grants/grant.ts'
import type { Plan } from '../quotas/limit.ts'

/** States of the snapshot by kind. Each is the whole truth about one thing, as gateways and issuers see it. */
export interface SnapshotStates {
  /** id: `${api}@${version}` */
  api: {
    readonly descriptor: ApiDescriptor
    readonly provider_organization_id: string
    readonly upstream_url: string | null
    /** Roots that share the calls by weight, in place of `upstream_url`. */
    readonly upstream_targets?: readonly { readonly url: string; readonly weight: number }[]
    readonly state: 'published' | 'deprecated' | 'retired'
  }
  /** id: organization id */
  organization: {
    readonly name: string
    readonly state: 'active' | 'suspended'
    readonly identifiers: readonly { readonly scheme: string; readonly value: string }[]
  }
  /** id: client id in this environment */
  application: {
    readonly application_id: string
    readonly organization_id: string
    readonly name: string
    readonly state: 'active' | 'suspended'
    /** Its tokens must be bound to a key or a certificate; absent means no. */
    readonly requires_bound_tokens?: boolean
  }
  /** id: credential id. A revoked credential is a tombstone. */
  credential: {
    readonly client_id: string
    readonly kind: CredentialKind
    readonly secret_hash: string | null
    readonly jwks: { readonly keys: readonly Record<string, unknown>[] } | null
    readonly grant_id: string | null
    readonly allowed_ips: readonly string[]
    readonly expires_at: string | null
    /** Of the kind `france_connect` alone. */
    readonly france_connect?: FranceConnectRegistration
  }
  /** id: grant id. A revoked grant is a tombstone. */
  grant: {
    readonly client_id: string
    readonly beneficiary_id: string | null
    readonly api: string
    readonly api_version: string
    readonly scopes: readonly string[]
    readonly plan: Plan
    readonly legal_contexts: readonly LegalContext[]
    readonly default_context: string | null
    readonly valid_from: string
    readonly valid_until: string | null
    readonly authorization_id: string | null
    readonly delegation_id: string | null
    readonly state: 'active' | 'suspended'
    readonly generation: number
  }
  /** id: `kid` of a machine issuer's public signing key */
  issuer_key: {
    readonly jwk: Readonly<Record<string, unknown>>
    readonly node_id: string
    readonly retired_at: string | null
  }
}

export type SnapshotKind = keyof SnapshotStates

/** One thing at one revision. `state` null is a tombstone. */
export interface SnapshotEntry<K extends SnapshotKind = SnapshotKind> {
  readonly kind: K
  readonly id: string
  readonly revision: number
  readonly state: SnapshotStates[K] | null
}

/**
 * An entry on the wire and in the digest: `text` is the exact JSON of the state as stored (null for
 * a tombstone), so that both sides hash the same bytes.
 */
export interface WireEntry {
  readonly kind: SnapshotKind
  readonly id: string
  readonly revision: number
  readonly text: string | null
}

/**
 * Messages of *watch*: newline-delimited JSON from control to a node. The first is `full`, or a
 * `delta` from the revision the node named. `digest` is the hex XOR of SHA-256(kind \n id \n text)
 * over all live entries at `to`. A gap, or another digest, means: fetch the full snapshot again.
 * `signature` (base64url Ed25519 by control over the canonical header, see sign-header.ts) covers
 * epoch, environment, revision, digest and time.
 */
export type WatchMessage =
  | {
      readonly type: 'full'
      readonly format_version: 1
      readonly environment: Environment
      readonly epoch: string
      readonly to: number
      readonly digest: string
      readonly at: string
      readonly signature: string
      readonly entries: readonly WireEntry[]
    }
  | {
      readonly type: 'delta'
      readonly format_version: 1
      readonly environment: Environment
      readonly epoch: string
      readonly from: number
      readonly to: number
      readonly digest: string
      readonly at: string
      readonly signature: string
      readonly entries: readonly WireEntry[]
    }
  | {
      readonly type: 'heartbeat'
      readonly format_version: 1
      readonly environment: Environment
      readonly epoch: string
      readonly to: number
      readonly digest: string
      readonly at: string
      readonly signature: string
    }

/** A node tells control what it serves, once a second and after every revision it applied. */
export interface NodeReport {
  readonly format_version: 1
  readonly node_id: string
  readonly role: 'gateway' | 'issuer'
  readonly environment: Environment
  readonly epoch: string
  readonly revision: number
  /** Milliseconds since the last heartbeat it saw. */
  readonly snapshot_age_ms: number
  readonly draining: boolean
  /** Of a gateway: its last durable record, so that a record it never ships is known to be missing. */
  readonly chain_head?: { readonly chain: string; readonly seq: number; readonly head: string }
}

/** Whether a change has reached every gateway that lives. Answered with revocations and suspensions. */
export interface Effect {
  readonly revision: number
  readonly effective: boolean
  /** Gateways that have not acknowledged, and until when each can still serve on its last snapshot. */
  readonly silent: readonly { readonly node_id: string; readonly can_serve_until: string }[]
}
