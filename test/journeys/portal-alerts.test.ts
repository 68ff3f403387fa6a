import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createAlertStore } from '#adapters/postgres/alert-store.ts'
import { openDatabase } from '#adapters/postgres/open-database.ts'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { alertKinds } from '#core/detection/alert.ts'
import { openBrowser } from '#support/browser.ts'
import { checkAccessibility, checkContrast } from '#support/check-accessibility.ts'
import { signInToPortal } from '#support/portal-visitor.ts'
import { startPlatform } from '#support/start-platform.ts'

/** One alert of each kind about a demo application, as the look at last night's records would have left them. */
async function plantAlerts(dataDir: string): Promise<void> {
  await using database = await openDatabase({ kind: 'pglite', dataDir: join(dataDir, 'database') })
  const alerts = createAlertStore()
  const at = new Date().toISOString()
  await database.unitOfWork.transaction(async (tx) => {
    const application = await inside(tx)
      .selectFrom('applications')
      .select(['id', 'organization_id'])
      .executeTakeFirstOrThrow()
    for (const kind of alertKinds) {
      await alerts.raise(tx, randomUUID(), {
        kind,
        fingerprint: kind,
        environment: 'production',
        application_id: application.id,
        organization_id: application.organization_id,
        beneficiary_id: application.organization_id,
        api: 'quotient-familial',
        facts: { calls: 412 },
        first_at: at,
        last_at: at,
      })
    }
  })
}

test('the operator reads alerts in both languages and closes one; the provider reads those on its APIs', {
  timeout: 180_000,
}, async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'octroi-alerts-'))
  t.after(() => rmSync(dataDir, { recursive: true, force: true }))
  await (await startPlatform({ dataDir })).stop()
  await plantAlerts(dataDir)
  await using platform = await startPlatform({ dataDir })
  await using browser = await openBrowser()
  const { portal, accounts } = platform.demo

  async function visit(role: string) {
    const account = accounts.find((one) => one.role === role)
    assert.ok(account, role)
    const context = await browser.visitor({ javaScriptEnabled: false })
    const page = await context.newPage()
    await signInToPortal(page, portal, account.email, account.password)
    return page
  }

  const page = await visit('operator administrator')
  for (const lang of ['fr', 'en']) {
    await page.goto(`${portal}/${lang}/operator/alerts`)
    assert.equal(await page.locator('main li h2').count(), 4)
  }
  await page.locator('main details summary').first().click()
  await page.locator('main details textarea').first().fill('Checked with the organization: a renewal.')
  await page.locator('main details button').first().click()
  await page.waitForURL(/operator\/alerts$/)
  assert.equal(await page.locator('main li h2').count(), 3)
  await page.goto(`${portal}/fr/operator/alerts?state=closed`)
  assert.match(String(await page.locator('main').textContent()), /Checked with the organization: a renewal\./)

  const seeing = await browser.visitor({})
  const reader = await seeing.newPage()
  const provider = accounts.find((one) => one.role === 'cnaf reviewer')
  assert.ok(provider)
  await signInToPortal(reader, portal, provider.email, provider.password)
  await reader.locator('a[href^="/fr/provider/"]').first().click()
  await reader.locator('main a[href$="/alerts"]').click()
  assert.equal(await reader.locator('main li h2').count(), 3)
  await checkAccessibility(reader, 'alerts')
  await reader.emulateMedia({ colorScheme: 'dark' })
  await checkContrast(reader, 'alerts (dark)')
})
