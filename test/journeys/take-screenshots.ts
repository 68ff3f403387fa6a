import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openBrowser } from '#support/browser.ts'
import { crawlPortal } from '#support/crawl-portal.ts'
import { portalReaders } from '#support/portal-readers.ts'
import { signInToPortal } from '#support/portal-visitor.ts'
import { startPlatform } from '#support/start-platform.ts'

/**
 * Pictures of every page that a reader of each kind reaches, for a person to look at. Each choice of language, theme and
 * screen is in half of them: French light desktop and dark mobile, English dark desktop and light mobile. `-- --every` takes
 * all eight kinds, `-- --only review` the addresses that contain the word, `-- --out FOLDER` says where they go.
 */
const { values } = parseArgs({
  options: {
    every: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    out: { type: 'string', default: join(import.meta.dirname, '..', '..', 'tmp', 'screenshots') },
  },
})
const out = resolve(values.out)
const screens = { desktop: { width: 1280, height: 900 }, mobile: { width: 390, height: 844 } } as const
const kinds = (['fr', 'en'] as const)
  .flatMap((lang) => (['light', 'dark'] as const).map((colorScheme) => ({ lang, colorScheme })))
  .flatMap((kind) => (['desktop', 'mobile'] as const).map((screen) => ({ ...kind, screen })))
  .filter(
    ({ lang, colorScheme, screen }) =>
      values.every || (lang === 'fr') === ((colorScheme === 'light') === (screen === 'desktop')),
  )

await using platform = await startPlatform()
await using browser = await openBrowser()
const { portal, accounts } = platform.demo
const everybody = new Set<string>()
let count = 0
for (const { name, role, start } of portalReaders) {
  await using context = await browser.visitor()
  const page = await context.newPage()
  const account = accounts.find((one) => one.role === role)
  if (account) await signInToPortal(page, portal, account.email, account.password)
  const { found } = await crawlPortal(page, portal, start)
  const shown = [...found].filter(([route, path]) => !everybody.has(route) && path.includes(values.only))
  if (role === null) for (const route of found.keys()) everybody.add(route)
  for (const { lang, colorScheme, screen } of kinds) {
    const folder = join(out, name)
    mkdirSync(folder, { recursive: true })
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(screens[screen])
    for (const [route, path] of shown) {
      await page.goto(`${portal}/${lang}${path}`)
      const file = route.slice(1).replaceAll(/[[\]]/g, '').replaceAll('/', '-') || 'home'
      await page.screenshot({ path: join(folder, `${file}.${lang}-${colorScheme}-${screen}.png`), fullPage: true })
      count += 1
    }
  }
}
console.log(`${count} pictures in ${out}`)
