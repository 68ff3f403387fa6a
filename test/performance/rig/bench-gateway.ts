import { createPublicKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeCertificate } from '#support/make-certificate.ts'
import { benchPath } from './bench-snapshot.ts'
import { createBenchSigner, signTokens } from './bench-tokens.ts'
import { measureProxy, type ProxyCost } from './measure-proxy.ts'
import { printRatios } from './print-ratios.ts'
import { type BenchProxy, startBenchGateway } from './start-bench-gateway.ts'
import { type PeerWorld, startPeer } from './start-peers.ts'
import { otherCore, proxyCore, startPinned } from './start-pinned.ts'

export interface GatewayBench {
  readonly rows: Readonly<Record<string, ProxyCost>>
  /** Peers that are not installed here. */
  readonly missing: readonly string[]
}

interface Size {
  readonly operations: number
  readonly applications: number
  readonly tokens: number
  readonly hotShare: number
}

const small: Size = { operations: 10, applications: 10, tokens: 10, hotShare: 1 }
const usualConnections = 64
/** More than the token cache holds, so that taken in turn none is ever found there. */
const coldTokens = 12_000
const process_ = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/**
 * The whole production pipeline beside its peers: same upstream, same 512-byte JSON, the proxy alone on one
 * core, load and upstream on the other. CPU time for each call is the figure to compare; calls a second
 * are bounded by the core that makes the load.
 */
export async function benchGateway(seconds: number): Promise<GatewayBench> {
  const scratch = mkdtempSync(join(tmpdir(), 'octroi-bench-'))
  const signer = createBenchSigner()
  const publicKeyPem = createPublicKey(signer.privateKey).export({ type: 'spki', format: 'pem' }).toString()
  await using upstream = await startPinned(otherCore, process.execPath, [process_('upstream-process.ts')])
  const origin = `http://127.0.0.1:${upstream.firstLine}`
  const rows: Record<string, ProxyCost> = {}
  const missing: string[] = ['Fastify (its packages are no dependency of this project)']

  async function measure(
    name: string,
    proxy: BenchProxy | null,
    size: Size = small,
    { tls = false, connections = usualConnections } = {},
  ): Promise<void> {
    if (proxy === null) {
      missing.push(name)
      return
    }
    await using measured = proxy
    const tokensFile = join(scratch, 'tokens.json')
    writeFileSync(tokensFile, JSON.stringify(signTokens(signer, size.tokens, size.applications)))
    const paths = Array.from({ length: size.operations }, (_, index) => benchPath(index))
    const load = { port: measured.port, tls, connections, seconds, paths, tokensFile, hotShare: size.hotShare }
    const cost = await measureProxy(measured.pid, load)
    rows[name] = cost
    const { cpuMicroseconds: cpu, perSecond, p50Ms, p99Ms, residentMb, statuses } = cost
    console.log(
      `${name.padEnd(44)} ${cpu.toFixed(1).padStart(7)} us ${perSecond.toFixed(0).padStart(7)}/s  p50 ${p50Ms.toFixed(2)} ms ` +
        ` p99 ${p99Ms.toFixed(2)} ms  ${residentMb} MB  ${JSON.stringify(statuses)}`,
    )
  }
  const gateway = (change: Partial<Parameters<typeof startBenchGateway>[0]> = {}) =>
    startBenchGateway({
      upstream: origin,
      publicJwk: signer.publicJwk,
      operations: small.operations,
      applications: small.applications,
      records: 'buffered',
      fastPath: true,
      tls: null,
      ...change,
    })

  try {
    const world: PeerWorld = { upstreamPort: Number(upstream.firstLine), publicKeyPem, tls: null }
    await measure('HAProxy, plain', await startPeer('haproxy', 'haproxy-plain.cfg', world))
    await measure('nginx, plain', await startPeer('nginx', 'nginx.conf', world))
    await measure('gateway, records buffered', await gateway())
    await measure('gateway, records durable', await gateway({ records: 'durable' }))
    await measure('gateway without fast path, records buffered', await gateway({ fastPath: false }))
    await measure('HAProxy verifying ES256', await startPeer('haproxy', 'haproxy-es256.cfg', world))
    await measure('Express with jose and rate-limiter-flexible', await startExpress(origin, signer.publicJwk))
    for (const connections of [32, 128])
      for (const records of ['none', 'durable'] as const)
        await measure(`gateway, records ${records}, ${connections} callers`, await gateway({ records }), small, {
          connections,
        })
    for (const hotShare of [0, 0.5, 0.9, 0.99])
      await measure(`gateway, ${hotShare * 100} % of tokens cached`, await gateway(), {
        ...small,
        tokens: coldTokens,
        hotShare,
      })
    for (const operations of [10, 100, 1000])
      await measure(`gateway, ${operations} operations`, await gateway({ operations }), { ...small, operations })
    for (const applications of [10, 1000, 10_000, 100_000])
      await measure(`gateway, ${applications} applications`, await gateway({ applications }), {
        ...small,
        applications,
        tokens: 1000,
        hotShare: 0,
      })
    for (const tokens of [1, 100, 9_900])
      await measure(`gateway, ${tokens} live tokens`, await gateway(), { ...small, tokens, hotShare: 0 })
    const tls = makeCertificate()
    if (tls === null) missing.push('TLS (openssl makes the certificate)')
    else {
      await measure('TLS: gateway, records buffered', await gateway({ tls }), small, { tls: true })
      await measure('TLS: HAProxy, plain', await startPeer('haproxy', 'haproxy-plain.cfg', { ...world, tls }), small, {
        tls: true,
      })
    }
    printRatios(rows)
    return { rows, missing }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function startExpress(upstream: string, publicJwk: object): Promise<BenchProxy> {
  const options = JSON.stringify({ upstream, publicJwk })
  const started = await startPinned(proxyCore, process.execPath, [process_('express-process.ts'), options])
  return {
    pid: started.pid,
    port: Number(started.firstLine),
    [Symbol.asyncDispose]: () => started[Symbol.asyncDispose](),
  }
}
