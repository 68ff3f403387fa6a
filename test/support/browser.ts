import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import chromium, { inflate } from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium as playwright } from 'playwright-core'

const packageFolder = fileURLToPath(new URL('../../node_modules/@sparticuz/chromium', import.meta.url))

/**
 * The folder of the browser that @sparticuz/chromium carries, with its fonts and libraries. The package
 * unpacks under the temporary folder; several processes doing so at once fail with ETXTBSY, so it is
 * unpacked aside and renamed into a folder that bears the package's version.
 */
async function unpackedBrowser(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  const folder = join(tmpdir(), `octroi-chromium-${version}`)
  if (existsSync(folder)) return folder
  const aside = mkdtempSync(`${folder}-`)
  const before = process.env.TMPDIR
  process.env.TMPDIR = aside
  try {
    await chromium.executablePath()
    await inflate(join(packageFolder, 'bin/al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  try {
    renameSync(aside, folder)
  } catch {
    // Another process was first.
    rmSync(aside, { recursive: true, force: true })
  }
  return folder
}

export interface TestBrowser extends AsyncDisposable {
  readonly browser: Browser
  /** A fresh visitor: own cookies, French and without motion unless told otherwise. */
  visitor(options?: Parameters<Browser['newContext']>[0]): Promise<BrowserContext>
}

/** Starts the browser without a display, on loopback only. */
export async function openBrowser(): Promise<TestBrowser> {
  const folder = await unpackedBrowser()
  const libraries = [process.env.LD_LIBRARY_PATH, join(folder, 'al2023/lib')].filter(Boolean).join(':')
  const browser = await playwright.launch({
    executablePath: join(folder, 'chromium'),
    headless: true,
    env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, 'fonts') },
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--host-resolver-rules=MAP localhost 127.0.0.1'],
  })
  return {
    browser,
    visitor: (options = {}) =>
      browser.newContext({
        locale: 'fr-FR',
        reducedMotion: 'reduce',
        viewport: { width: 1280, height: 900 },
        ...options,
      }),
    [Symbol.asyncDispose]: () => browser.close(),
  }
}
