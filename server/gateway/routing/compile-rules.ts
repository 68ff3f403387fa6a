import { createPublicKey, type KeyObject } from 'node:crypto'
import type { CountryPack } from '#core/ports/country-pack.ts'
import type { SnapshotStates } from '#core/snapshot/snapshot.ts'
import type { SnapshotView } from '#core/snapshot/snapshot-view.ts'
import { readTargets } from '../upstream/upstream-target.ts'
import { compileOperation } from './compile-operation.ts'
import type { CompiledApi, CompiledOperation } from './compiled-operation.ts'
import { lifecycleHeaders, sunsetInstant } from './lifecycle.ts'
import { buildRouteTable, type RouteTable } from './route-table.ts'
import { type GrantEntry, grantKey, type Rules } from './rules.ts'

/** Indexes over a view. Views share the maps that did not change, and so do the indexes built on them. */
export function compileRules(view: SnapshotView, previous: Rules | null, pack: CountryPack, portalUrl: string): Rules {
  const before = previous?.view.states
  const now = view.states
  return {
    view,
    routes: previous && before?.api === now.api ? previous.routes : compileRoutes(now.api, pack, portalUrl),
    staticBearers:
      previous && before?.credential === now.credential ? previous.staticBearers : indexStaticBearers(now.credential),
    loginClients:
      previous && before?.credential === now.credential ? previous.loginClients : indexLoginClients(now.credential),
    grants: previous && before?.grant === now.grant ? previous.grants : indexGrants(now.grant),
    issuerKeys: previous && before?.issuer_key === now.issuer_key ? previous.issuerKeys : importKeys(now.issuer_key),
  }
}

function compileRoutes(
  apis: ReadonlyMap<string, SnapshotStates['api']>,
  pack: CountryPack,
  portalUrl: string,
): RouteTable {
  const operations: CompiledOperation[] = []
  for (const [id, state] of [...apis].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const api: CompiledApi = {
      id,
      descriptor: state.descriptor,
      state,
      targets: readTargets(state.upstream_url, state.upstream_targets),
      endsAt: sunsetInstant(state.descriptor),
      lifecycleHeaders: lifecycleHeaders(state.descriptor, portalUrl),
    }
    for (const operation of state.descriptor.operations) operations.push(compileOperation(api, operation, pack))
  }
  return buildRouteTable(operations)
}

function indexStaticBearers(
  credentials: ReadonlyMap<string, SnapshotStates['credential']>,
): ReadonlyMap<string, string> {
  const index = new Map<string, string>()
  for (const [id, credential] of credentials) {
    if (credential.kind === 'static_bearer' && credential.secret_hash) index.set(credential.secret_hash, id)
  }
  return index
}

/** During a rotation a client has two credentials: the one that lasts counts. */
function indexLoginClients(
  credentials: ReadonlyMap<string, SnapshotStates['credential']>,
): ReadonlyMap<string, string> {
  const index = new Map<string, string>()
  for (const [id, { france_connect: registration, expires_at }] of credentials) {
    if (!registration) continue
    const before = credentials.get(index.get(registration.client_id) ?? '')
    if (!before || untilOf(expires_at) >= untilOf(before.expires_at)) index.set(registration.client_id, id)
  }
  return index
}

function indexGrants(grants: ReadonlyMap<string, SnapshotStates['grant']>): ReadonlyMap<string, readonly GrantEntry[]> {
  const index = new Map<string, GrantEntry[]>()
  for (const [id, state] of grants) {
    const key = grantKey(state.client_id, state.api, state.api_version)
    const list = index.get(key)
    const entry = { id, state, from: Date.parse(state.valid_from), until: untilOf(state.valid_until) }
    if (list) list.push(entry)
    else index.set(key, [entry])
  }
  return index
}

function untilOf(time: string | null): number {
  return time === null ? Number.POSITIVE_INFINITY : Date.parse(time)
}

/** A key that cannot be read is left out: its tokens are then refused, never accepted unchecked. */
function importKeys(keys: ReadonlyMap<string, SnapshotStates['issuer_key']>): ReadonlyMap<string, KeyObject> {
  const imported = new Map<string, KeyObject>()
  for (const [kid, { jwk }] of keys) {
    const { kty, crv, x, y } = jwk
    if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') continue
    try {
      imported.set(kid, createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' }))
    } catch {
      // Not a point of the curve.
    }
  }
  return imported
}
