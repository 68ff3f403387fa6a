import type { BrowserContext } from 'playwright-core'

/** What a page costs its reader, and what a reviewer of its quality would hold against it. */
export interface PageWeight {
  readonly path: string
  readonly scriptBytes: number
  readonly totalBytes: number
  /** Cumulative layout shift; 0.1 is where it disturbs. */
  readonly layoutShift: number
  /** Milliseconds until the largest element is painted, and of tasks beyond 50 ms. Of this machine: never asserted. */
  readonly largestPaintMs: number
  readonly blockedMs: number
  readonly faults: readonly string[]
}

const observe = `
  globalThis.seen = { shift: 0, paint: 0, blocked: 0 }
  const watch = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true })
  watch('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value })
  watch('largest-contentful-paint', (entry) => { seen.paint = entry.startTime })
  watch('longtask', (entry) => { seen.blocked += Math.max(0, entry.duration - 50) })
`

const inspect = `(() => {
  const faults = []
  const count = (selector) => document.querySelectorAll(selector).length
  if (count('h1') !== 1) faults.push(count('h1') + ' first-level headings')
  if (count('main') !== 1) faults.push(count('main') + ' main parts')
  if (document.title.replace(/[·\\s]|Octroi/g, '') === '') faults.push('no title')
  if (count('[style], style, script:not([src])') > 0) faults.push('inline style or script')
  if (count('img:not([width]), img:not([height])') > 0) faults.push('an image without its size')
  const text = document.body.innerText
  const key = /(?<![\\w./-])(nav|application|request|review|usage|organization|operator|field|state|error)\\.[a-z]+([.-][a-z]+)+(?![\\w/])/.exec(text)
  if (key && !document.querySelector('code, pre, input')?.textContent.includes(key[0])) faults.push('untranslated: ' + key[0])
  if (/\\bundefined\\b|\\[object Object\\]|\\bNaN\\b|Invalid Date/.test(text)) faults.push('a value without words')
  return { ...seen, faults }
})()`

const headers = ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'permissions-policy']

/** Opens each page once in a fresh cache. */
export async function weighPages(
  context: BrowserContext,
  portal: string,
  paths: readonly string[],
): Promise<PageWeight[]> {
  const weights: PageWeight[] = []
  for (const path of paths) {
    const page = await context.newPage()
    const faults: string[] = []
    const sizes: Promise<{ isScript: boolean; bytes: number }>[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('response', (response) => {
      if (new URL(response.url()).origin !== portal) faults.push(`asked ${response.url()}`)
      const isScript = response.request().resourceType() === 'script'
      sizes.push(
        response.body().then(
          (body) => ({ isScript, bytes: body.length }),
          () => ({ isScript, bytes: 0 }),
        ),
      )
    })
    await page.addInitScript(observe)
    const answer = await page.goto(`${portal}${path}`, { waitUntil: 'load' })
    const missing = headers.filter((name) => answer?.headers()[name] === undefined)
    if (missing.length > 0) faults.push(`no ${missing.join(', ')}`)
    const seen = (await page.evaluate(inspect)) as { shift: number; paint: number; blocked: number; faults: string[] }
    const answers = await Promise.all(sizes)
    const sum = (ones: typeof answers) => ones.reduce((total, { bytes }) => total + bytes, 0)
    weights.push({
      path,
      scriptBytes: sum(answers.filter(({ isScript }) => isScript)),
      totalBytes: sum(answers),
      layoutShift: seen.shift,
      largestPaintMs: seen.paint,
      blockedMs: seen.blocked,
      faults: [...faults, ...seen.faults],
    })
    await page.close()
  }
  return weights
}
