import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from '#support/browser.ts'
import { httpExchange } from '#support/http-exchange.ts'
import { signInToPortal } from '#support/portal-visitor.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'

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

/** Everything here works without JavaScript. */
async function signedIn(role: string, options = { javaScriptEnabled: false }): Promise<Page> {
  const account = platform.demo.accounts.find((one) => one.role === role)
  assert.ok(account, `a demo account with the role ${role}`)
  const context = await browser.visitor(options)
  const page = await context.newPage()
  await signInToPortal(page, portal, account.email, account.password)
  return page
}

/** One call of the demonstration's application in production. */
async function callOnce(): Promise<string> {
  const { demo } = platform
  const application = demo.applications.find((one) => one.environment === 'production')
  assert.ok(application)
  const basic = Buffer.from(`${application.client_id}:${application.client_secret}`).toString('base64')
  const token = await httpExchange(`${demo.production.issuer}/token`, {
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  const answer = await httpExchange(`${demo.production.gateway}${demo.first_call.path}`, {
    headers: { authorization: `Bearer ${token.json.access_token}` },
  })
  assert.equal(answer.status, 200, answer.text)
  return String(answer.headers['x-request-id'] ?? '')
}

test('an auditor finds a call, reads its proof and exports what was found', async () => {
  await callOnce()
  const page = await signedIn('operator auditor')
  const row = page.locator('tbody tr').first()
  for (let tries = 0; tries < 40; tries += 1) {
    await page.goto(`${portal}/fr/operator/audit`)
    if ((await row.count()) > 0) break
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  await page.locator('#field-outcome').selectOption('failed')
  await page.locator('main form.search button').click()
  await page.waitForURL(/outcome=failed/)
  assert.equal(await row.count(), 0, 'nothing failed')
  await page.locator('#field-outcome').selectOption('answered')
  await page.locator('main form.search button').click()
  await page.waitForURL(/outcome=answered/)
  assert.match((await row.textContent()) ?? '', /getQuotientFamilial/)
  const proof = (await row.locator('a[href*="/audit/inclusion"]').getAttribute('href')) ?? ''
  assert.equal((await httpExchange(`${portal}${proof}`)).status, 200)
  const csv = await page.request.get(`${portal}/fr/operator/audit/export?format=csv`)
  assert.match(csv.headers()['content-disposition'] ?? '', /attachment; .*\.csv"/)
  assert.ok((await csv.text()).split('\r\n').length > 2)
})

test('a search by person waits for a second person, and is read by who asked', async () => {
  const asker = await signedIn('operator auditor')
  await asker.goto(`${portal}/en/operator/audit/people`)
  await asker.locator('#field-value').fill('1840675056001')
  await asker.locator('#field-from').fill('2026-01-01')
  await asker.locator('#field-to').fill('2026-06-30')
  await asker.locator('#field-reason').fill('Complaint 2026-114')
  await asker.getByRole('button', { name: 'Ask for a search' }).click()
  assert.equal(await asker.getByRole('button', { name: 'Approve' }).count(), 0, 'not by who asked')
  const second = await signedIn('operator administrator')
  await second.goto(`${portal}/fr/operator/audit/people`)
  await second.getByRole('button', { name: 'Approuver' }).click()
  assert.match((await second.locator('main').textContent()) ?? '', /Approuvée/)
  assert.ok(!(await second.content()).includes('1840675056001'))
  await asker.goto(`${portal}/en/operator/audit/people`)
  await asker.getByRole('link', { name: 'Read the exchanges' }).click()
  assert.match(asker.url(), /\/operator\/audit\/people\/[0-9a-f-]{36}$/)
  assert.match((await asker.locator('h1').textContent()) ?? '', /Exchanges about the person/)
})

test('a stop is declared and shown to everybody, and people choose what they are told', async () => {
  const page = await signedIn('operator administrator')
  await page.goto(`${portal}/fr/maintenance`)
  await page.locator('#field-starts_at').fill('2020-01-01T10:00')
  await page.locator('#field-ends_at').fill('2020-01-01T11:00')
  await page.locator('#field-reason').fill('Mise à jour de la base')
  await page.getByRole('button', { name: 'Déclarer une maintenance' }).click()
  assert.match((await page.locator('.error-summary').textContent()) ?? '', /Début/)
  const year = new Date().getUTCFullYear() + 1
  await page.locator('#field-starts_at').fill(`${year}-01-10T10:00`)
  await page.locator('#field-ends_at').fill(`${year}-01-10T11:00`)
  await page.getByRole('button', { name: 'Déclarer une maintenance' }).click()
  const everybody = await (await browser.visitor()).newPage()
  await page.goto(`${portal}/fr/notifications`)
  await page.locator('input[name=topics][value=quotas]').uncheck()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  assert.equal(await page.locator('input[name=topics][value=quotas]').isChecked(), false)
  await everybody.goto(`${portal}/fr/register`)
  const feed = (await everybody.locator('link[type="application/atom+xml"]').getAttribute('href')) ?? ''
  const atom = await httpExchange(`${portal}${feed}`)
  assert.match(atom.headers['content-type'] ?? '', /^application\/atom\+xml/)
  assert.match(atom.text, /<entry><id>urn:uuid:/)
})
