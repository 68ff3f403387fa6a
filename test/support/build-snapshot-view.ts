import { compileApi } from '#core/catalog/compile-api.ts'
import type { Environment } from '#core/environment.ts'
import type { SnapshotStates } from '#core/snapshot/snapshot.ts'
import type { SnapshotView } from '#core/snapshot/snapshot-view.ts'
import { buildSpecification, type SpecificationDraft } from './specification-builder.ts'

type MutableMaps = { [K in keyof SnapshotStates]: Map<string, SnapshotStates[K]> }

/** The world of the gateway tests: one API, one consumer with one application, two beneficiaries. */
export interface SnapshotDraft {
  readonly environment: Environment
  readonly states: MutableMaps
  revision: number
}

export const siretOfValmont = '21690123100011'
export const siretOfOther = '21330063500017'
export const siretOfProvider = '13002526500013'

const context = { code: 'TRANSPORT:TARIFICATION_SOLIDAIRE', label: { fallback: 'fr', texts: { fr: 'Tarification' } } }

/** States that let `client-1` call the built specification for the beneficiary `valmont`. */
export function draftSnapshot(
  environment: Environment,
  upstreamUrl: string,
  changeSpecification?: (document: SpecificationDraft) => void,
): SnapshotDraft {
  const states: MutableMaps = {
    api: new Map(),
    organization: new Map(),
    application: new Map(),
    credential: new Map(),
    grant: new Map(),
    issuer_key: new Map(),
  }
  const descriptor = compileApi(buildSpecification(changeSpecification))
  states.api.set('quotient-familial@v3', {
    descriptor,
    provider_organization_id: 'org-cnaf',
    upstream_url: upstreamUrl,
    state: 'published',
  })
  const organization = (name: string, siret: string) =>
    ({ name, state: 'active', identifiers: [{ scheme: 'fr:siret', value: siret }] }) as const
  states.organization.set('org-cnaf', organization('CNAF', siretOfProvider))
  states.organization.set('org-valmont', organization('Valmont', siretOfValmont))
  states.organization.set('org-other', organization('Other', siretOfOther))
  states.application.set('client-1', {
    application_id: 'app-1',
    organization_id: 'org-valmont',
    name: 'Billettique',
    state: 'active',
  })
  states.credential.set('cred-1', {
    client_id: 'client-1',
    kind: 'client_secret',
    secret_hash: 'x',
    jwks: null,
    grant_id: null,
    allowed_ips: [],
    expires_at: null,
  })
  states.grant.set('grant-1', buildGrant({}))
  return { environment, states, revision: 1 }
}

export function buildGrant(change: Partial<SnapshotStates['grant']>): SnapshotStates['grant'] {
  return {
    client_id: 'client-1',
    beneficiary_id: 'org-valmont',
    api: 'quotient-familial',
    api_version: 'v3',
    scopes: ['cnaf_quotient_familial', 'cnaf_enfants'],
    plan: { limits: [{ name: 'day', period: 'day', limit: 1000, hard: true }], concurrency: 50 },
    legal_contexts: [context],
    default_context: context.code,
    valid_from: '2024-01-01T00:00:00Z',
    valid_until: null,
    authorization_id: 'auth-1',
    delegation_id: null,
    state: 'active',
    generation: 1,
    ...change,
  }
}

/** An immutable view; kinds that were not touched keep their map, as the real follower does. */
export function viewOf(draft: SnapshotDraft, previous: SnapshotView | null, touched: readonly string[]): SnapshotView {
  const states = Object.fromEntries(
    Object.entries(draft.states).map(([kind, map]) => {
      const before = previous?.states[kind as keyof SnapshotStates]
      return [kind, before && !touched.includes(kind) ? before : new Map(map as Map<string, unknown>)]
    }),
  )
  return {
    environment: draft.environment,
    epoch: 'epoch',
    revision: draft.revision,
    states: states as unknown as SnapshotView['states'],
  }
}
