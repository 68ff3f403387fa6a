import { createHash, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createMemoryReplayGuard } from '#adapters/memory/memory-replay-guard.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import type { IssuerEvent } from '#authorization-server/issuer-event.ts'
import { createMachineIssuer } from '#authorization-server/machine/create-machine-issuer.ts'
import { createSigningKey } from '#authorization-server/signing/create-signing-key.ts'
import type { SigningKey } from '#authorization-server/signing/signing-key.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'
import type { SnapshotKind, SnapshotStates } from '#core/snapshot/snapshot.ts'
import type { SnapshotMaps, SnapshotView } from '#core/snapshot/snapshot-view.ts'

type Maps = { -readonly [K in keyof SnapshotMaps]: Map<string, SnapshotStates[K]> }

/** One machine issuer on a real listener, over a snapshot the test edits. */
export interface MachineIssuerWorld extends AsyncDisposable {
  readonly issuerUrl: string
  readonly audience: string
  readonly events: IssuerEvent[]
  readonly usedCredentials: string[]
  /** Publishes a new view with this state set, or removed when null. */
  put<K extends SnapshotKind>(kind: K, id: string, state: SnapshotStates[K] | null): void
  /** Changes members of a state that is there. */
  patch<K extends SnapshotKind>(kind: K, id: string, change: Partial<SnapshotStates[K]>): void
  signWith(key: SigningKey): void
  signingKey(): SigningKey | null
}

export interface WorldOptions {
  readonly clock?: Clock
  readonly replayGuard?: ReplayGuard
  readonly environment?: 'sandbox' | 'production'
  readonly nonceSecret?: Buffer
  /** Whether `Client-Cert` is believed, from whoever says `octroi-relay: the gateway`. */
  readonly takesCertificates?: boolean
}

export async function startMachineIssuer(options: WorldOptions = {}): Promise<MachineIssuerWorld> {
  const clock = options.clock ?? createSystemClock()
  // A memory that began a minute ago, so that assertions of this second are younger than it.
  const guard = options.replayGuard ?? createMemoryReplayGuard({ clock })
  const replayGuard = options.replayGuard ?? {
    ...guard,
    emptySince: guard.emptySince - 60_000,
  }
  const maps: Maps = {
    api: new Map(),
    organization: new Map(),
    application: new Map(),
    credential: new Map(),
    grant: new Map(),
    issuer_key: new Map(),
  }
  let view: SnapshotView
  let revision = 0
  const publish = () => {
    revision += 1
    view = {
      environment: options.environment ?? 'production',
      epoch: 'test',
      revision,
      states: Object.fromEntries(Object.entries(maps).map(([kind, map]) => [kind, new Map(map as never)])) as never,
    }
  }
  publish()
  let key: SigningKey | null = createSigningKey()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const audience = `http://localhost:${(server.address() as AddressInfo).port}`
  const events: IssuerEvent[] = []
  const usedCredentials: string[] = []
  const issuer = createMachineIssuer({
    issuerUrl: `${audience}/oauth2`,
    audience,
    snapshot: { current: () => view, age: () => 0 },
    signingKeys: { current: () => key },
    replayGuard,
    clock,
    ...(options.takesCertificates ? { relaySecret: 'the gateway' } : {}),
    ...(options.nonceSecret ? { nonceSecret: options.nonceSecret } : {}),
    onCredentialUsed: (id) => usedCredentials.push(id),
    observe: (event) => events.push(event),
  })
  server.on('request', (req, res) => issuer.handle(req, res))
  return {
    issuerUrl: `${audience}/oauth2`,
    audience,
    events,
    usedCredentials,
    put(kind, id, state) {
      if (state === null) maps[kind].delete(id)
      else (maps[kind] as Map<string, typeof state>).set(id, state)
      publish()
    },
    patch(kind, id, change) {
      const map = maps[kind] as Map<string, object>
      map.set(id, { ...map.get(id), ...change })
      publish()
    },
    signWith(next) {
      key = next
    },
    signingKey: () => key,
    [Symbol.asyncDispose]: () => close(server),
  }
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}

/** An active application with one secret and a grant of two scopes. */
export function addApplication(world: MachineIssuerWorld, options: { readonly scopes?: readonly string[] } = {}) {
  const clientId = `prd-${randomUUID()}`
  const organizationId = randomUUID()
  const grantId = randomUUID()
  const secret = addSecret(world, clientId)
  world.put('organization', organizationId, { name: 'Valmont', state: 'active', identifiers: [] })
  world.put('application', clientId, {
    application_id: randomUUID(),
    organization_id: organizationId,
    name: 'Tarifs solidaires',
    state: 'active',
  })
  world.put('grant', grantId, {
    client_id: clientId,
    beneficiary_id: organizationId,
    api: 'quotient-familial',
    api_version: 'v3',
    scopes: options.scopes ?? ['qf_quotient', 'qf_allocataires'],
    plan: { limits: [], concurrency: null },
    legal_contexts: [],
    default_context: null,
    valid_from: '2020-01-01T00:00:00.000Z',
    valid_until: null,
    authorization_id: null,
    delegation_id: null,
    state: 'active',
    generation: 1,
  })
  return { clientId, organizationId, grantId, ...secret }
}

const noCredential = { grant_id: null, allowed_ips: [], expires_at: null } as const

export function addSecret(world: MachineIssuerWorld, clientId: string, expiresAt: string | null = null) {
  const secret = `oct_prd_${randomUUID()}${randomUUID()}`
  const credentialId = randomUUID()
  world.put('credential', credentialId, {
    ...noCredential,
    client_id: clientId,
    kind: 'client_secret',
    secret_hash: createHash('sha256').update(secret).digest('hex'),
    jwks: null,
    expires_at: expiresAt,
  })
  return { secret, credentialId }
}

export function addKeySet(world: MachineIssuerWorld, clientId: string, keys: readonly Record<string, unknown>[]) {
  const credentialId = randomUUID()
  world.put('credential', credentialId, {
    ...noCredential,
    client_id: clientId,
    kind: 'jwks',
    secret_hash: null,
    jwks: { keys },
  })
  return credentialId
}
