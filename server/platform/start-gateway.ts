import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createMemoryRateCounter } from '#adapters/memory/memory-rate-counter.ts'
import type { GatewayMetrics } from '#adapters/observability/create-gateway-metrics.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import type { Environment } from '#core/environment.ts'
import { createServerNonces } from '#core/oauth/server-nonces.ts'
import { createGateway } from '#gateway/create-gateway.ts'
import {
  defaultFailureBudget,
  defaultGatewayLimits,
  type GatewayConfiguration,
} from '#gateway/gateway-configuration.ts'
import type { GatewayObserver } from '#gateway/gateway-observer.ts'
import { createLeaseJournal } from '#gateway/lease/create-lease-journal.ts'
import { createLeaseKeeper } from '#gateway/lease/create-lease-keeper.ts'
import { createChainFiles } from '#gateway/record/chain-files.ts'
import { createChainWriter } from '#gateway/record/create-chain-writer.ts'
import { createShipper } from '#gateway/record/create-shipper.ts'
import { createRegistrationCheck } from '#gateway/subjects/create-registration-check.ts'
import { followSubjectKeys } from '#gateway/subjects/follow-subject-keys.ts'
import { createSealedFile } from '#kit/sealed-file.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { publicAddresses } from '../processes/public-addresses.ts'
import type { RunningRole } from '../processes/role.ts'
import { deriveNonceSecret } from './derive-nonce-secret.ts'
import { deriveRelaySecret } from './derive-relay-secret.ts'
import { hearControl } from './hear-control.ts'
import { joinInstallation } from './join-installation.ts'
import { openFranceConnect } from './open-france-connect.ts'
import { openRedis } from './open-redis.ts'
import { openReplayGuard } from './open-replay-guard.ts'
import { readProviderCertificates } from './read-provider-certificates.ts'
import type { TimedContext } from './timed-context.ts'

/** One gateway of one environment: the snapshot, leases, its own chain of records; no database. */
export async function startGateway(
  context: TimedContext,
  environment: Environment,
  metrics: GatewayMetrics,
): Promise<RunningRole> {
  const { logger } = context
  const { clock } = context
  const random = createSystemRandom(clock)
  const node = await joinInstallation(context, { role: 'gateway', environment })
  metrics.watchSnapshot(node.follower)
  const dir = join(node.dir, 'chains')
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const files = createChainFiles(dir)
  const onFailure = (error: unknown) => logger.error('exchange records', { error })
  const gateway = node.session.node_id
  // Nobody waits for the sandbox's records.
  const grouping = environment === 'sandbox' ? { groupEveryMs: 20 } : {}
  const writer = await createChainWriter({ gateway, files, random, onFailure, ...grouping })
  node.follower.watchChain(() => writer.head())
  const shipper = createShipper({ gateway, files, writer, control: node.control, clock, onFailure })
  const leases = createLeaseKeeper({
    nodeId: gateway,
    client: node.control,
    clock,
    bootClock: context.bootClock,
    journal: createLeaseJournal(join(node.dir, 'leases.json')),
    onFailure: (error) => logger.error('the journal of leases', { error }),
  })
  await leases.restore()
  node.follower.watchRecalls((recall) => leases.recall(recall))
  const redis = await openRedis(context, clock)
  const subjects = followSubjectKeys({
    fetch: node.control.subjectKeys,
    file: createSealedFile(join(node.dir, 'subjects.sealed'), node.session.sealKey, 'octroi subject keys 1'),
    onFailure: (error) => logger.debug('keys of pseudonyms', { environment, reason: String(error) }),
    ...(context.isSupervised ? { retryMs: 100 } : {}),
  })
  const registrations = createRegistrationCheck({ ask: node.control.checkRegistration, clock })
  const nonceSecret = deriveNonceSecret(context, 'gateway', environment)
  const surface = createGateway({
    configuration: await configurationOf(context, environment),
    snapshot: node.follower,
    rateCounter: redis?.rateCounter(() => context.config.gateways) ?? createMemoryRateCounter({ clock }),
    ...(context.config.upstreamCertificates === null
      ? {}
      : { providerCertificates: readProviderCertificates(context.config.upstreamCertificates) }),
    ...(nonceSecret === null ? {} : { proofNonces: createServerNonces(nonceSecret, clock) }),
    replayGuard: openReplayGuard(context, redis, node.control),
    quotas: leases,
    records: writer,
    subjects,
    registrations,
    pack: createFrenchPack(),
    clock,
    random,
    observe: observerOf(context, metrics),
    liveGateways: () => context.config.gateways,
  })
  metrics.watchGateway(() => ({ ...surface.vitals(), leases: leases.holdings(), audit: shipper.lag() }))
  context.listeners[`gateway-${environment}`]?.handOver((server) => surface.attach(server))
  await node.follower.ready()
  await subjects.ready()
  if (context.isSupervised) await hearControl(node.follower)
  return {
    demo: null,
    async drain(grace) {
      // At once: control may be away, and each answer from now on has to end its connection.
      await Promise.all([node.follower.drain(), surface.drain(grace)])
    },
    async [Symbol.asyncDispose]() {
      await surface[Symbol.asyncDispose]()
      await leases.drain()
      await shipper.shipAll().catch(() => logger.warn('records are shipped at the next start: control is away'))
      await shipper[Symbol.asyncDispose]()
      await writer[Symbol.asyncDispose]()
      await leases[Symbol.asyncDispose]()
      await subjects[Symbol.asyncDispose]()
      await node[Symbol.asyncDispose]()
      await redis?.[Symbol.asyncDispose]()
    },
  }
}

async function configurationOf(context: TimedContext, environment: Environment): Promise<GatewayConfiguration> {
  const { config, topology } = context
  const addresses = publicAddresses(config, topology)
  const other = environment === 'production' ? 'sandbox' : 'production'
  const franceConnect = await openFranceConnect(context, environment)
  const relaySecret = deriveRelaySecret(context, environment)
  const internal = [topology['sandbox-engine'], topology['simulated-providers']].filter((url) => url !== undefined)
  return {
    environment,
    publicUrl: addresses[environment],
    portalUrl: addresses.portal,
    issuer: `${addresses[environment]}/oauth2`,
    otherIssuer: `${addresses[other]}/oauth2`,
    issuerUrl: topology[`issuer-${environment}`],
    ...(environment === 'sandbox' ? { sandboxEngineUrl: topology['sandbox-engine'] } : {}),
    clientCertificates: config.clientCertificates,
    ...(relaySecret === null ? {} : { relaySecret }),
    ...(franceConnect === null ? {} : { franceConnect }),
    trustedProxies: config.trustedProxies,
    upstreamAllow: config.upstreamAllow,
    internalOrigins: internal.map((url) => new URL(url).origin),
    staleAfterMs: { normal: config.staleness.normalMs, high: config.staleness.highMs },
    failureBudget: defaultFailureBudget,
    limits: defaultGatewayLimits,
    fastPath: config.fastPath,
  }
}

function observerOf({ logger }: TimedContext, metrics: GatewayMetrics): GatewayObserver {
  return {
    exchangeAnswered(observation) {
      metrics.exchangeAnswered(observation)
      if (observation.status >= 500) logger.warn('exchange failed', { ...observation })
      else logger.debug('exchange', { ...observation })
    },
    recordCoalesced: (applicationId) => metrics.recordCoalesced(applicationId),
    turnedAway: () => metrics.turnedAway(),
    failed: (error, requestId) => logger.error('the gateway failed', { requestId, error }),
  }
}
