import type { SnapshotStates } from '#core/snapshot/snapshot.ts'
import type { SnapshotSource, SnapshotView } from '#core/snapshot/snapshot-view.ts'

type Held<K extends 'credential' | 'grant'> = SnapshotStates[K] & { readonly id: string }

/** One application of this environment as its issuer sees it: a *client*. Credentials may be expired, grants not yet begun. */
export interface MachineClient {
  readonly client_id: string
  /** Its tokens must be bound to a DPoP key or a client certificate. */
  readonly requires_bound_tokens: boolean
  readonly credentials: readonly Held<'credential'>[]
  readonly grants: readonly Held<'grant'>[]
}

export interface ClientIndex {
  /** The client, or null when it is unknown, or its application or organization is not active. */
  find(clientId: string): MachineClient | null
}

interface Holdings {
  readonly credentials: Held<'credential'>[]
  readonly grants: Held<'grant'>[]
}

/** Finds what belongs to a client id. The snapshot is keyed by thing, so each new view is regrouped once. */
export function createClientIndex(snapshot: SnapshotSource): ClientIndex {
  let indexed: SnapshotView | null = null
  let holdings = new Map<string, Holdings>()

  function holdingsOf(view: SnapshotView): Map<string, Holdings> {
    if (view !== indexed) {
      holdings = groupByClient(view)
      indexed = view
    }
    return holdings
  }

  return {
    find(clientId) {
      const view = snapshot.current()
      const application = view?.states.application.get(clientId)
      if (!view || application?.state !== 'active') return null
      if (view.states.organization.get(application.organization_id)?.state !== 'active') return null
      const held = holdingsOf(view).get(clientId)
      return {
        client_id: clientId,
        requires_bound_tokens: application.requires_bound_tokens === true,
        credentials: held?.credentials ?? [],
        grants: held?.grants ?? [],
      }
    },
  }
}

function groupByClient(view: SnapshotView): Map<string, Holdings> {
  const byClient = new Map<string, Holdings>()
  const of = (clientId: string): Holdings => {
    const known = byClient.get(clientId)
    if (known) return known
    const fresh: Holdings = { credentials: [], grants: [] }
    byClient.set(clientId, fresh)
    return fresh
  }
  for (const [id, state] of view.states.credential) of(state.client_id).credentials.push({ id, ...state })
  for (const [id, state] of view.states.grant) of(state.client_id).grants.push({ id, ...state })
  return byClient
}
