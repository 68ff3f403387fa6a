import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#adapters/postgres/open-database.ts'
import { createCookieBrowser } from '#support/cookie-browser.ts'
import { httpExchange } from '#support/http-exchange.ts'
import { readProcessMetrics } from '#support/read-process-metrics.ts'
import { type DemoFile, startPlatform } from '#support/start-platform.ts'
import { type ConsoleSubjects, fillConsoleStore } from './fill-console-store.ts'

const sizes = { applications: 10_000, requests: 100_000 }
const goalMs = 50
const warmUps = 5

interface MeasuredPage {
  /** What it answered first: anything but 200 is a failure. */
  readonly status: number
  readonly p50_ms: number
  readonly p95_ms: number
  /** CPU of the control process, its store included, for one page. */
  readonly cpu_ms: number
}

/** Console pages of each audience, by the role of the demo account that reads them. */
function consolePages(subjects: ConsoleSubjects): ReadonlyMap<string, readonly string[]> {
  const application = `/applications/${subjects.application}`
  const tabs = ['', '/grants', '/usage', '/log', '/settings', '/sandbox'].map((tab) => application + tab)
  const own = [`/requests/${subjects.request}`, `/authorizations/${subjects.authorization}`]
  return new Map([
    ['', ['', '/catalog', '/register', '/register?q=agglo', '/service-levels']],
    [
      'transport authority owner',
      [
        ...['/dashboard', '/applications', ...tabs, '/requests', '/requests/new', '/authorizations', ...own],
        ...[`/organizations/${subjects.organization}`, '/notifications', '/account'],
      ],
    ],
    ['cnaf reviewer', ['/dashboard', '/review', `/review/${subjects.request}`, `/provider/${subjects.provider}`]],
    [
      'operator administrator',
      ['/dashboard', '/operator/organizations', '/operator/events', '/operator/audit', '/operator/system', '/review'],
    ],
  ])
}

/**
 * How long the server takes for console pages with 10 000 applications and 100 000 requests in the store: the embedded
 * one, the slower of the two. One reader at a time, on this machine with everything else that runs on it.
 */
export async function benchPortal(seconds: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'octroi-bench-'))
  try {
    await (await startPlatform({ dataDir })).stop()
    const subjects = await fill(dataDir)
    await using platform = await startPlatform({ dataDir, patienceMs: 180_000 })
    const metricsUrl = /Metrics\s+(\S+)/.exec(platform.output())?.[1] ?? ''
    const results: Record<string, MeasuredPage> = {}
    for (const [role, paths] of consolePages(subjects)) {
      const cookie = role === '' ? '' : await signedInCookie(platform.demo, role)
      for (const path of paths) {
        const name = `${role || 'anybody'} ${path.replaceAll(/[0-9a-f-]{36}/g, ':id') || '/'}`
        results[name] = await measurePage(`${platform.demo.portal}/fr${path}`, cookie, seconds, metricsUrl)
      }
    }
    print(results)
    return { ...sizes, goalMs, results }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function fill(dataDir: string): Promise<ConsoleSubjects> {
  const began = performance.now()
  await using database = await openDatabase({ kind: 'pglite', dataDir: join(dataDir, 'database') })
  const subjects = await fillConsoleStore(database.unitOfWork, sizes)
  console.log(`\nportal: ${JSON.stringify(sizes)}, filled in ${((performance.now() - began) / 1_000).toFixed(0)} s`)
  return subjects
}

async function signedInCookie({ portal, accounts }: DemoFile, role: string): Promise<string> {
  const account = accounts.find((one) => one.role === role)
  if (account === undefined) throw new Error(`There is no demo account with the role ${role}.`)
  const visitor = createCookieBrowser(portal, '/')
  const login = await visitor.open(`${portal}/session/login?next=/fr/account`)
  const form = /<form\b[^>]*>[\s\S]*?type="password"[\s\S]*?<\/form>/.exec(login.text)?.[0] ?? ''
  const action = /action="([^"]+)"/.exec(form)?.[1]?.replaceAll('&amp;', '&') ?? login.url
  const hidden = [...form.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
    /name="([^"]*)"/.exec(input)?.[1] ?? '',
    /value="([^"]*)"/.exec(input)?.[1] ?? '',
  ])
  const { email, password } = account
  await visitor.submit(new URL(action, login.url).href, { ...Object.fromEntries(hidden), email, password })
  return [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

async function measurePage(url: string, cookie: string, seconds: number, metricsUrl: string): Promise<MeasuredPage> {
  const open = async () => {
    const start = performance.now()
    const { status } = await httpExchange(url, { headers: { cookie, accept: 'text/html' } })
    return { status, ms: performance.now() - start }
  }
  const { status } = await open()
  for (let index = 1; index < warmUps && status === 200; index += 1) await open()
  const cpuBefore = await controlCpu(metricsUrl)
  const times: number[] = []
  const end = performance.now() + seconds * 1_000
  while (times.length < 100 && performance.now() < end) times.push((await open()).ms)
  const cpu = ((await controlCpu(metricsUrl)) - cpuBefore) * 1_000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { status, p50_ms: at(0.5), p95_ms: at(0.95), cpu_ms: cpu / times.length }
}

async function controlCpu(metricsUrl: string): Promise<number> {
  return (await readProcessMetrics(metricsUrl)).cpuSeconds.get('control') ?? 0
}

function print(results: Readonly<Record<string, MeasuredPage>>): void {
  const rows = Object.entries(results).map(([name, { status, p50_ms, p95_ms, cpu_ms }]) => [
    name,
    {
      status,
      'p50 ms': Number(p50_ms.toFixed(1)),
      'p95 ms': Number(p95_ms.toFixed(1)),
      'CPU ms': Number(cpu_ms.toFixed(1)),
      [`p95 <= ${goalMs}`]: status === 200 && p95_ms <= goalMs ? 'yes' : 'NO',
    },
  ])
  console.table(Object.fromEntries(rows))
}
