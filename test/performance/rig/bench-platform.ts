import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { httpExchange } from '#support/http-exchange.ts'
import { type LoadResult, measureLoad } from '#support/measure-load.ts'
import { publishBenchApi } from '#support/publish-bench-api.ts'
import { readProcessMetrics } from '#support/read-process-metrics.ts'
import { startPlatform } from '#support/start-platform.ts'

const connections = 32

/** The whole platform as it starts for everybody: what starting, calls through the gateway and tokens cost. */
export async function benchPlatform(seconds: number) {
  const body = JSON.stringify({
    data: { quotient_familial: { fournisseur: 'CNAF', valeur: 312, annee: 2026, mois: 11 }, enfants: [], adresse: {} },
    links: {},
    meta: { padding: 'x'.repeat(320) },
  })
  const upstream = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
  }).listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  const upstreamUrl = `http://127.0.0.1:${(upstream.address() as { port: number }).port}`

  const dataDir = mkdtempSync(join(tmpdir(), 'octroi-bench-'))
  const env = { OCTROI_UPSTREAM_ALLOW: '127.0.0.1' }
  const firstAt = performance.now()
  const first = await startPlatform({ dataDir, env })
  const firstStartMs = performance.now() - firstAt
  await first.stop()
  const secondAt = performance.now()
  const platform = await startPlatform({ dataDir, env })
  const secondStartMs = performance.now() - secondAt
  const metricsUrl = /Metrics\s+(\S+)/.exec(platform.output())?.[1] ?? ''

  try {
    const { demo } = platform
    const resting = (await readProcessMetrics(metricsUrl)).residentBytes
    const api = await publishBenchApi(demo, upstreamUrl)
    const basic = { authorization: `Basic ${Buffer.from(`${api.clientId}:${api.secret}`).toString('base64')}` }
    const form = { ...basic, 'content-type': 'application/x-www-form-urlencoded' }
    const tokenUrl = new URL(`${demo.production.issuer}/token`)
    const { json } = await httpExchange(tokenUrl.href, { headers: form, body: 'grant_type=client_credentials' })
    const bearer = { authorization: `Bearer ${json.access_token}` }

    const direct = { origin: upstreamUrl, path: api.path, connections }
    const governed = { origin: demo.production.gateway, path: api.path, headers: bearer, connections }
    const token = {
      origin: tokenUrl.origin,
      path: tokenUrl.pathname,
      method: 'POST' as const,
      headers: form,
      body: 'grant_type=client_credentials',
      connections,
    }
    for (const load of [direct, governed, token]) await measureLoad({ ...load, seconds: 1 })
    const loads: Record<string, LoadResult & { cpuMicroseconds: number | null }> = {
      'upstream directly': { ...(await measureLoad({ ...direct, seconds })), cpuMicroseconds: null },
      'through the gateway': await withCpu(metricsUrl, 'gateway-production', () =>
        measureLoad({ ...governed, seconds }),
      ),
      'tokens issued': await withCpu(metricsUrl, 'issuer', () => measureLoad({ ...token, seconds })),
    }
    const loaded = (await readProcessMetrics(metricsUrl)).residentBytes
    const memory = Object.fromEntries(
      [...loaded].map(([name, bytes]) => [name, { restingMb: toMb(resting.get(name) ?? 0), loadedMb: toMb(bytes) }]),
    )
    const ratio = (loads['through the gateway']?.perSecond ?? 0) / (loads['upstream directly']?.perSecond ?? 1)
    print({ firstStartMs, secondStartMs }, loads, ratio, memory)
    const report = { node: process.version, connections, seconds, firstStartMs, secondStartMs, loads, ratio, memory }
    return report
  } finally {
    await platform.stop()
    upstream.closeAllConnections()
    upstream.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** CPU time of one process for each call, from its own counter: what the load generator costs is not in it. */
async function withCpu(metricsUrl: string, name: string, load: () => Promise<LoadResult>) {
  const before = (await readProcessMetrics(metricsUrl)).cpuSeconds.get(name) ?? 0
  const result = await load()
  const after = (await readProcessMetrics(metricsUrl)).cpuSeconds.get(name) ?? 0
  return { ...result, cpuMicroseconds: ((after - before) * 1e6) / result.calls }
}

function toMb(bytes: number): number {
  return Math.round(bytes / 1024 / 1024)
}

function print(
  { firstStartMs, secondStartMs }: { readonly firstStartMs: number; readonly secondStartMs: number },
  loads: Readonly<Record<string, LoadResult & { cpuMicroseconds: number | null }>>,
  ratio: number,
  memory: Readonly<Record<string, { restingMb: number; loadedMb: number }>>,
): void {
  console.log(`first start ${Math.round(firstStartMs)} ms, second start ${Math.round(secondStartMs)} ms\n`)
  console.table(
    Object.fromEntries(
      Object.entries(loads).map(([name, load]) => [
        name,
        {
          'per second': Math.round(load.perSecond),
          'median ms': Number(load.medianMs.toFixed(2)),
          'p99 ms': Number(load.p99Ms.toFixed(2)),
          'CPU us each': load.cpuMicroseconds === null ? '' : Math.round(load.cpuMicroseconds),
          statuses: JSON.stringify(load.statuses),
        },
      ]),
    ),
  )
  console.log(`gateway / direct: ${ratio.toFixed(2)}\n`)
  console.table(memory)
}
