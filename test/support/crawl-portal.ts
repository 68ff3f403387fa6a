import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const pages = join(import.meta.dirname, '..', '..', 'portal', 'src', 'pages', '[lang]')

/** A page file of the portal, as its address without the language: `/applications/[id]/log`. */
export interface PortalRoute {
  readonly route: string
  readonly pattern: RegExp
}

/** Pages that people read, most precise first: an address belongs to the first route it matches. */
export function portalRoutes(): readonly PortalRoute[] {
  const names = globSync('**/*.astro', { cwd: pages }).map(
    (file) => `/${file.replace(/(^|\/)index\.astro$|\.astro$/, '').replace(/\/$/, '')}`,
  )
  const isStatic = (route: string) => (route.includes('[') ? 1 : 0)
  return names
    .filter((route) => !route.includes('[...'))
    .sort((a, b) => isStatic(a) - isStatic(b) || a.localeCompare(b))
    .map((route) => ({
      route,
      pattern: new RegExp(`^${route.replaceAll(/\[[^\]]+\]/g, '[^/]+').replace(/^\/$/, '')}$`),
    }))
}

/**
 * One address of each route that the reader of `page` reaches by links, from `start` on: those of the main part and of the
 * navigation, breadth first. Addresses are without origin and language. At most `limit` pages are opened.
 * `broken` names links that lead nowhere, and the page they are on.
 */
export async function crawlPortal(
  page: Page,
  portal: string,
  start: readonly string[],
  limit = 150,
): Promise<{ readonly found: ReadonlyMap<string, string>; readonly broken: readonly string[] }> {
  const routes = portalRoutes()
  const found = new Map<string, string>()
  const broken: string[] = []
  const waiting = start.map((path) => ({ path, from: 'the start' }))
  for (let opened = 0; opened < limit && waiting.length > 0; opened += 1) {
    const { path, from } = waiting.shift() ?? { path: '', from: '' }
    const answer = await page.goto(`${portal}/fr${path}`, { waitUntil: 'domcontentloaded' })
    if (answer?.status() !== 200) {
      broken.push(`${path} answered ${answer?.status()} (linked from ${from})`)
      continue
    }
    const links = (await page.evaluate(
      'Array.from(document.querySelectorAll("main a[href], footer a[href], header a[href]"), (a) => a.href)',
    )) as string[]
    for (const address of [`${portal}/fr${path}`, ...links]) {
      const url = URL.canParse(address) ? new URL(address) : null
      if (url?.origin !== portal || !/^\/fr(\/|$)/.test(url.pathname)) continue
      const known = routes.find(({ pattern }) => pattern.test(url.pathname.slice(3)))
      if (known === undefined || found.has(known.route)) continue
      const next = url.pathname.slice(3)
      found.set(known.route, next)
      if (waiting.every((one) => one.path !== next)) waiting.push({ path: next, from: path })
    }
  }
  return { found, broken }
}
