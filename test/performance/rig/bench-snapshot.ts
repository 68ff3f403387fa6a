import type { SnapshotView } from '#core/snapshot/snapshot-view.ts'
import { buildGrant, draftSnapshot, viewOf } from '#support/build-snapshot-view.ts'
import type { GatewayProcessOptions } from './gateway-process-options.ts'

const plan = {
  limits: [
    { name: 'second', period: 'second', limit: 1_000_000, hard: true },
    { name: 'day', period: 'day', limit: 1_000_000_000, hard: true },
  ],
  concurrency: 1_000,
} as const

/** Where call number `index` goes: every second operation has a parameter in its path. */
export function benchPath(index: number): string {
  const query = 'recipient=21690123100011&nomNaissance=LEFEBVRE&prenoms%5B%5D=ALEXIS'
  return index % 2 === 0 ? `/v3/bench/operation-${index}?${query}` : `/v3/bench/operation-${index}/dossier?${query}`
}

/** The size asked for, every application authorized for the one API. */
export function benchSnapshot(options: GatewayProcessOptions): SnapshotView {
  const { upstream, publicJwk, operations, applications } = options
  const draft = draftSnapshot('production', upstream, (document) => {
    const [path] = Object.values(document.paths) as [Record<string, Record<string, unknown>>]
    document['x-octroi'].test_persons = []
    document.paths = Object.fromEntries(
      Array.from({ length: operations }, (_, index) => [
        index % 2 === 0 ? `/v3/bench/operation-${index}` : `/v3/bench/operation-${index}/{part}`,
        operationAt(path, index),
      ]),
    )
  })
  draft.states.issuer_key.set('key-1', { jwk: publicJwk, node_id: 'issuer-1', retired_at: null })
  const { application, credential, grant } = draft.states
  const first = { application: application.get('client-1')!, credential: credential.get('cred-1')! }
  for (let index = 0; index < applications; index += 1) {
    const clientId = `client-${index}`
    application.set(clientId, { ...first.application, application_id: `app-${index}` })
    credential.set(`cred-${index}`, { ...first.credential, client_id: clientId })
    grant.set(`grant-${index}`, buildGrant({ client_id: clientId, plan }))
  }
  return viewOf(draft, null, [])
}

function operationAt(path: Record<string, Record<string, unknown>>, index: number): unknown {
  const copy = structuredClone(path)
  const operation = copy.get as Record<string, unknown> & { parameters: unknown[] }
  operation.operationId = `getBench${index}`
  if (index % 2 === 1)
    operation.parameters.push({ name: 'part', in: 'path', required: true, schema: { type: 'string' } })
  return copy
}
