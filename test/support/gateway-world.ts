import { createServer, type ServerOptions } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createMemoryRateCounter } from '#adapters/memory/memory-rate-counter.ts'
import { createMemoryReplayGuard } from '#adapters/memory/memory-replay-guard.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import type { ExchangeDraft } from '#core/audit/record-sink.ts'
import type { Environment } from '#core/environment.ts'
import { Unavailable } from '#core/errors.ts'
import type { ServerNonces } from '#core/oauth/server-nonces.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'
import type { QuotaLeases } from '#core/quotas/quota-leases.ts'
import type { SnapshotView } from '#core/snapshot/snapshot-view.ts'
import { createGateway, type Gateway } from '#gateway/create-gateway.ts'
import {
  defaultFailureBudget,
  defaultGatewayLimits,
  defaultStaleAfterMs,
  type GatewayConfiguration,
} from '#gateway/gateway-configuration.ts'
import type { GatewayDependencies } from '#gateway/gateway-dependencies.ts'
import type { ExchangeObservation } from '#gateway/gateway-observer.ts'
import { gatewayServerOptions } from '#gateway/gateway-server-options.ts'
import type { ProviderCertificates } from '#gateway/upstream/upstream-pools.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { type AccessTokenSigner, createAccessTokenSigner } from './access-token-signer.ts'
import { draftSnapshot, type SnapshotDraft, viewOf } from './build-snapshot-view.ts'
import { createMemoryQuotas } from './memory-quotas.ts'
import { type RecordingUpstream, startRecordingUpstream } from './recording-upstream.ts'
import type { SpecificationDraft } from './specification-builder.ts'

export const wholeAnswer = {
  data: {
    quotient_familial: { valeur: 312, annee: 2026 },
    enfants: [
      { prenoms: 'LEA', date_naissance: '2018-05-04' },
      { prenoms: 'TOM', date_naissance: '2020-01-09' },
    ],
    adresse: { ville: 'VALMONT', rue: '1 rue SECRETE' },
    jamais_ouvert: 'canary-never-opened',
  },
  links: {},
  meta: {},
}

/** A real gateway on a real socket, in front of a recording upstream, over a snapshot the test may change. */
export interface GatewayWorld extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly gateway: Gateway
  readonly upstream: RecordingUpstream
  readonly signer: AccessTokenSigner
  readonly records: ExchangeDraft[]
  readonly observations: ExchangeObservation[]
  readonly failures: unknown[]
  /** Changes the snapshot; `kinds` are the maps that were touched. */
  change(kinds: readonly string[], edit: (draft: SnapshotDraft) => void): void
  /** Milliseconds the snapshot is old. */
  age: number
  recordsFail: boolean
  quotas: QuotaLeases
}

export interface GatewayWorldOptions {
  readonly environment?: Environment
  readonly configuration?: Partial<GatewayConfiguration>
  readonly specification?: (document: SpecificationDraft) => void
  readonly snapshot?: (draft: SnapshotDraft) => void
  readonly server?: ServerOptions
  readonly clock?: Clock
  readonly providerCertificates?: ProviderCertificates
  readonly proofNonces?: ServerNonces
  /** Where DPoP proofs are used up; one of its own unless given. */
  readonly replayGuard?: ReplayGuard
  /** What the gateway is given besides, or instead. */
  readonly dependencies?: Partial<GatewayDependencies>
  /** Puts TLS before the gateway. */
  readonly tls?: { readonly cert: string; readonly key: string }
}

export async function startGatewayWorld(options: GatewayWorldOptions = {}): Promise<GatewayWorld> {
  const environment = options.environment ?? 'production'
  const upstream = await startRecordingUpstream(wholeAnswer)
  const settings = { ...gatewayServerOptions, ...options.server }
  const server = options.tls ? createTlsServer({ ...settings, ...options.tls }) : createServer(settings)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = (server.address() as AddressInfo).port
  const url = `http://127.0.0.1:${port}`
  const signer = createAccessTokenSigner(`${url}/oauth2`, url)
  const draft = draftSnapshot(environment, upstream.url, options.specification)
  draft.states.issuer_key.set(signer.kid, { jwk: signer.publicJwk, node_id: 'issuer-1', retired_at: null })
  options.snapshot?.(draft)
  let view: SnapshotView = viewOf(draft, null, [])
  const clock = options.clock ?? { now: () => Date.now(), monotonic: () => performance.now() }
  const records: ExchangeDraft[] = []
  const observations: ExchangeObservation[] = []
  const failures: unknown[] = []
  const gateway = createGateway({
    configuration: {
      environment,
      publicUrl: url,
      portalUrl: 'http://portal.example',
      issuer: `${url}/oauth2`,
      otherIssuer: 'http://other.example/oauth2',
      issuerUrl: upstream.url,
      trustedProxies: [],
      clientCertificates: 'off',
      upstreamAllow: [],
      internalOrigins: [upstream.url],
      staleAfterMs: defaultStaleAfterMs,
      failureBudget: defaultFailureBudget,
      limits: defaultGatewayLimits,
      fastPath: process.env.OCTROI_FAST_PATH !== 'off',
      ...options.configuration,
    },
    snapshot: { current: () => view, age: () => world.age },
    rateCounter: createMemoryRateCounter({ clock }),
    ...(options.proofNonces ? { proofNonces: options.proofNonces } : {}),
    ...(options.providerCertificates ? { providerCertificates: options.providerCertificates } : {}),
    replayGuard: options.replayGuard ?? longRemembering(createMemoryReplayGuard({ clock })),
    quotas: { take: (...args) => world.quotas.take(...args), putBack: (...args) => world.quotas.putBack(...args) },
    records: {
      async append(record) {
        if (world.recordsFail) throw new Unavailable({ problem: 'record-failed' })
        records.push(record)
        return { gateway: 'gw', chain: 'chain', seq: records.length, hash: 'hash' }
      },
    },
    pack: createFrenchPack(),
    clock,
    random: createSystemRandom(clock),
    ...options.dependencies,
    observe: {
      exchangeAnswered: (observation) => observations.push(observation),
      recordCoalesced: () => {},
      failed: (error) => failures.push(error),
    },
  })
  gateway.attach(server)
  const world: GatewayWorld = {
    url,
    port,
    gateway,
    upstream,
    signer,
    records,
    observations,
    failures,
    change(kinds, edit) {
      draft.revision += 1
      edit(draft)
      view = viewOf(draft, view, kinds)
    },
    age: 0,
    recordsFail: false,
    quotas: createMemoryQuotas(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await gateway[Symbol.asyncDispose]()
      await upstream[Symbol.asyncDispose]()
    },
  }
  return world
}

/** A memory that began a minute ago, so that proofs of this second are younger than it. */
function longRemembering(guard: ReplayGuard): ReplayGuard {
  return { scope: guard.scope, emptySince: guard.emptySince - 60_000, claim: (id, ttlMs) => guard.claim(id, ttlMs) }
}
