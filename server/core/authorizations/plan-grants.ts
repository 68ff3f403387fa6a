import type { Authorization } from './authorization.ts'
import type { AuthorizedGrant } from './authorized-grant-store.ts'

/** An application that may use an authorization: the beneficiary's own (delegation null), or an editor's. */
export interface GrantHolder {
  readonly application_id: string
  readonly client_id: string
  readonly delegation_id: string | null
}

/** Whether a grant is suspended by itself: resuming its authorization leaves that alone. */
export function isSuspendedApart(grant: AuthorizedGrant): boolean {
  return grant.state === 'suspended' && grant.suspended_by !== null
}

/**
 * What the grants of one holder become under `authorization`: those of an API still opened are carried over
 * under their identifier (a static bearer bound to one goes on), the others are revoked, missing ones are
 * made. Every grant returned has changed.
 */
export function planGrants(
  authorization: Authorization,
  holder: GrantHolder,
  held: readonly AuthorizedGrant[],
  now: string,
  newId: () => string,
): readonly AuthorizedGrant[] {
  const own = held.filter(
    (grant) => grant.application_id === holder.application_id && grant.delegation_id === holder.delegation_id,
  )
  const isSuspended = authorization.state === 'suspended'
  const contexts = authorization.content.legal_contexts
  const opened = authorization.opened.map((api): AuthorizedGrant => {
    const known = own.find((grant) => grant.api === api.api && grant.api_version === api.version)
    const standing =
      known !== undefined && isSuspendedApart(known)
        ? { state: known.state, state_reason: known.state_reason, suspended_by: known.suspended_by }
        : {
            state: isSuspended ? ('suspended' as const) : ('active' as const),
            state_reason: isSuspended ? authorization.state_reason : null,
            suspended_by: null,
          }
    return {
      id: known?.id ?? newId(),
      environment: 'production',
      application_id: holder.application_id,
      client_id: holder.client_id,
      beneficiary_id: authorization.beneficiary_id,
      api: api.api,
      api_version: api.version,
      scopes: api.scopes,
      plan: api.plan,
      legal_contexts: contexts,
      default_context: contexts.length === 1 ? (contexts[0]?.code ?? null) : null,
      valid_from: authorization.valid_from,
      valid_until: authorization.valid_until,
      authorization_id: authorization.id,
      delegation_id: holder.delegation_id,
      ...standing,
      generation: (known?.generation ?? 0) + 1,
      version: (known?.version ?? 0) + 1,
      created_at: known?.created_at ?? now,
    }
  })
  const kept = new Set(opened.map((grant) => grant.id))
  return [...opened, ...own.filter((grant) => !kept.has(grant.id)).map(revokeGrant)]
}

/** The grant as ended; it never comes back. */
export function revokeGrant(grant: AuthorizedGrant): AuthorizedGrant {
  return { ...grant, state: 'revoked', generation: grant.generation + 1, version: grant.version + 1 }
}
