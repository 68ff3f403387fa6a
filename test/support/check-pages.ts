import assert from 'node:assert/strict'
import type { BrowserContext } from 'playwright-core'
import { checkAccessibility, checkContrast } from './check-accessibility.ts'

/** Pages with their first folds open: no violation of WCAG 2.2 AA, in either theme, nothing wider than 320 px, no failure. */
export async function checkPages(
  context: BrowserContext,
  portal: string,
  paths: readonly string[],
  lang: string,
): Promise<void> {
  const page = await context.newPage()
  const failures: string[] = []
  page.on('console', (message) => message.type() === 'error' && failures.push(`${page.url()}: ${message.text()}`))
  for (const path of paths) {
    const answer = await page.goto(`${portal}/${lang}${path}`)
    assert.equal(answer?.status(), 200, path)
    assert.equal(await page.locator('html').getAttribute('lang'), lang)
    await page.evaluate('document.querySelectorAll("details").forEach((fold, at) => { if (at < 5) fold.open = true })')
    await checkAccessibility(page, `${lang}${path}`)
    // Contrast is the same in every language.
    if (lang === 'fr') {
      await page.emulateMedia({ colorScheme: 'dark' })
      await checkContrast(page, `${path} (dark)`)
      await page.emulateMedia({ colorScheme: 'light' })
    }
    await page.setViewportSize({ width: 320, height: 700 })
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    assert.equal(overflow, 0, `${path} scrolls sideways at 320 px`)
    await page.setViewportSize({ width: 1280, height: 900 })
  }
  assert.deepEqual(failures, [])
  await page.close()
}
