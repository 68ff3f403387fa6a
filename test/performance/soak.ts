import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { httpExchange } from '../support/http-exchange.ts'
import { childrenOf, roleOf } from '../support/platform-processes.ts'
import { readProcessMetrics } from '../support/read-process-metrics.ts'
import { startPlatform } from '../support/start-platform.ts'

/**
 * Steady calls for minutes while a process is killed every half minute: `-- --minutes N`. Ends with 1 when an
 * answer was neither right nor an honest 503, or when memory grew without end.
 */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' } } })
const minutes = Math.min(240, Math.max(1, Number(values.minutes)))
const killEveryMs = 30_000
const callEveryMs = 100
/** Growth of one process that is not explained by caches filling up. */
const allowedGrowthMb = 200

await using platform = await startPlatform()
const { demo } = platform
const application = demo.applications.find((one) => one.environment === 'production')
if (!application) throw new Error('The demonstration has no production application.')
const basic = `Basic ${Buffer.from(`${application.client_id}:${application.client_secret}`).toString('base64')}`
const metricsUrl = /Metrics\s+(\S+)/.exec(platform.output())?.[1] ?? ''
const statuses: Record<string, number> = {}
const count = (what: string) => {
  statuses[what] = (statuses[what] ?? 0) + 1
}

async function callOnce(): Promise<void> {
  const token = await httpExchange(`${demo.production.issuer}/token`, {
    headers: { authorization: basic },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  if (token.status !== 200) return count(`token ${token.status}`)
  const answer = await httpExchange(`${demo.production.gateway}${demo.first_call.path}`, {
    headers: { authorization: `Bearer ${token.json.access_token}` },
  })
  count(`call ${answer.status}`)
}

const memoryAtStart = (await readProcessMetrics(metricsUrl)).residentBytes
const end = performance.now() + minutes * 60_000
let nextKill = performance.now() + killEveryMs
const victims = ['gateway-production', 'issuer', 'control', 'sandbox']
for (let kills = 0; performance.now() < end; ) {
  await callOnce().catch(() => count('no connection'))
  if (performance.now() > nextKill && end - performance.now() > killEveryMs) {
    const role = victims[kills++ % victims.length]
    const pid = childrenOf(platform.process.pid ?? 0).find((child) => roleOf(child) === role)
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
    console.log(`killed ${role}: ${JSON.stringify(statuses)}`)
    nextKill = performance.now() + killEveryMs
  }
  await wait(callEveryMs)
}
const memoryAtEnd = (await readProcessMetrics(metricsUrl)).residentBytes
const grown = [...memoryAtEnd].filter(
  ([name, bytes]) => bytes - (memoryAtStart.get(name) ?? bytes) > allowedGrowthMb * 1024 * 1024,
)
const honest = new Set(['call 200', 'call 502', 'call 503', 'token 502', 'token 503', 'no connection'])
const wrong = Object.entries(statuses).filter(([what]) => !honest.has(what))
console.log(JSON.stringify({ statuses, grown: grown.map(([name]) => name) }, null, 2))
if (wrong.length > 0 || grown.length > 0 || !statuses['call 200']) process.exitCode = 1
