import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from '#support/browser.ts'
import { checkPages } from '#support/check-pages.ts'
import { crawlPortal, portalRoutes } from '#support/crawl-portal.ts'
import { portalReaders } from '#support/portal-readers.ts'
import { signInToPortal } from '#support/portal-visitor.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'
import { type PageWeight, weighPages } from '#support/weigh-pages.ts'

const scriptBudget = 60 * 1024
const disturbingShift = 0.1

let platform: StartedPlatform
let browser: TestBrowser
let portal: string

before(async () => {
  platform = await startPlatform()
  browser = await openBrowser()
  portal = platform.demo.portal
})

after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await platform?.[Symbol.asyncDispose]()
})

async function reader(role: string | null): Promise<Page> {
  const page = await (await browser.visitor()).newPage()
  const account = platform.demo.accounts.find((one) => one.role === role)
  if (account) await signInToPortal(page, portal, account.email, account.password)
  return page
}

const checked = new Set<string>()
const weights: PageWeight[] = []

for (const { name, role, start } of portalReaders) {
  test(`every page that a reader of the kind "${name}" reaches is accessible, light and leads somewhere`, async () => {
    const page = await reader(role)
    const { found, broken } = await crawlPortal(page, portal, start)
    assert.deepEqual(broken, [])
    const fresh = [...found].filter(([route]) => !checked.has(route) || route === '/dashboard')
    for (const [route] of fresh) checked.add(route)
    const paths = fresh.map(([, path]) => path)
    weights.push(
      ...(await weighPages(
        page.context(),
        portal,
        paths.map((path) => `/fr${path}`),
      )),
    )
    await Promise.all(['fr', 'en'].map((lang) => checkPages(page.context(), portal, paths, lang)))
    await page.context().close()
  })
}

test('no page has more than 60 KiB of script, shifts under the reader, or fails quietly', (t) => {
  const heaviest = Math.max(...weights.map(({ scriptBytes }) => scriptBytes))
  const largest = Math.max(...weights.map(({ totalBytes }) => totalBytes))
  const paints = weights.map(({ largestPaintMs }) => largestPaintMs).sort((a, b) => a - b)
  const blocked = Math.max(...weights.map(({ blockedMs }) => blockedMs))
  t.diagnostic(
    `${weights.length} pages: at most ${heaviest} bytes of script, ${largest} bytes in all; largest paint p95 ` +
      `${paints[Math.floor(paints.length * 0.95)]?.toFixed(0)} ms, blocked at most ${blocked.toFixed(0)} ms`,
  )
  const wrong = weights.flatMap(({ path, faults, scriptBytes, layoutShift }) => [
    ...faults.map((fault) => `${path}: ${fault}`),
    ...(scriptBytes > scriptBudget ? [`${path}: ${scriptBytes} bytes of script`] : []),
    ...(layoutShift >= disturbingShift ? [`${path}: shifts by ${layoutShift}`] : []),
  ])
  assert.deepEqual(wrong, [])
})

test('pages that no link leads to are known', (t) => {
  const never = portalRoutes().filter(({ route }) => !checked.has(route))
  t.diagnostic(`not reached: ${never.map(({ route }) => route).join(' ')}`)
  assert.ok(checked.size >= 50, `${checked.size} routes are reached`)
})
