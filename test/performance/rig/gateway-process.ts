import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Registry } from 'prom-client'
import { createMemoryRateCounter } from '#adapters/memory/memory-rate-counter.ts'
import { createMemoryReplayGuard } from '#adapters/memory/memory-replay-guard.ts'
import { createGatewayMetrics } from '#adapters/observability/create-gateway-metrics.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import type { RecordSink } from '#core/audit/record-sink.ts'
import { createGateway } from '#gateway/create-gateway.ts'
import { defaultFailureBudget, defaultGatewayLimits, defaultStaleAfterMs } from '#gateway/gateway-configuration.ts'
import { gatewayServerOptions } from '#gateway/gateway-server-options.ts'
import { createLeaseKeeper } from '#gateway/lease/create-lease-keeper.ts'
import { createChainFiles } from '#gateway/record/chain-files.ts'
import { createChainWriter } from '#gateway/record/create-chain-writer.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { benchSnapshot } from './bench-snapshot.ts'
import { audience, issuer } from './bench-tokens.ts'
import type { GatewayProcessOptions } from './gateway-process-options.ts'
import { grantEverything } from './grant-everything.ts'

/** One production gateway, whole: own chain of records, leases, metrics. Only control is played. Prints its port. */
const options = JSON.parse(process.argv[2] ?? '') as GatewayProcessOptions
const clock = createSystemClock()
const random = createSystemRandom(clock)
const view = benchSnapshot(options)
const files = createChainFiles(options.recordsDir, options.records === 'durable')
const failed = (error: unknown) => console.error(error)
const records = await createChainWriter({
  gateway: 'bench',
  files,
  random,
  onFailure: failed,
  ...(options.records === 'buffered' ? { groupEveryMs: 20 } : {}),
})
const nowhere = { gateway: 'bench', chain: 'none', seq: 0, hash: '' }
const keepsNothing: RecordSink = { append: () => nowhere }
const metrics = createGatewayMetrics(new Registry())
const gateway = createGateway({
  configuration: {
    environment: 'production',
    publicUrl: audience,
    portalUrl: 'http://portal.bench',
    issuer,
    otherIssuer: 'http://sandbox.bench/oauth2',
    issuerUrl: options.upstream,
    clientCertificates: 'off',
    trustedProxies: [],
    upstreamAllow: [],
    internalOrigins: [options.upstream],
    staleAfterMs: defaultStaleAfterMs,
    failureBudget: defaultFailureBudget,
    limits: defaultGatewayLimits,
    fastPath: options.fastPath,
  },
  snapshot: { current: () => view, age: () => 0 },
  rateCounter: createMemoryRateCounter({ clock }),
  replayGuard: createMemoryReplayGuard({ clock }),
  quotas: createLeaseKeeper({ nodeId: 'bench', client: grantEverything, clock }),
  records: options.records === 'none' ? keepsNothing : records,
  pack: createFrenchPack(),
  clock,
  random,
  observe: {
    exchangeAnswered: (observation) => metrics.exchangeAnswered(observation),
    recordCoalesced: (applicationId) => metrics.recordCoalesced(applicationId),
    failed,
  },
})
const server = options.tls
  ? createTlsServer({ ...gatewayServerOptions, ...options.tls })
  : createServer(gatewayServerOptions)
gateway.attach(server)
server.listen(0, '127.0.0.1', () => console.log(String((server.address() as AddressInfo).port)))
