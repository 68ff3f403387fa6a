import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from '#support/browser.ts'
import { httpExchange } from '#support/http-exchange.ts'
import { readCatalogFile } from '#support/load-catalog.ts'
import { signInToPortal } from '#support/portal-visitor.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'

let platform: StartedPlatform
let browser: TestBrowser
let portal: string

before(async () => {
  platform = await startPlatform({
    env: { OCTROI_SECURITY_CONTACT: 'security@operator.example', OCTROI_PUBLISHER: 'Groupement fictif' },
  })
  browser = await openBrowser()
  portal = platform.demo.portal
})

after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await platform?.[Symbol.asyncDispose]()
})

/** Everything here works without JavaScript; only the tool that checks accessibility needs it. */
async function signedIn(role: string, options = { javaScriptEnabled: false }): Promise<Page> {
  const account = platform.demo.accounts.find((one) => one.role === role)
  assert.ok(account, `a demo account with the role ${role}`)
  const page = await (await browser.visitor(options)).newPage()
  await signInToPortal(page, portal, account.email, account.password)
  return page
}

const text = JSON.stringify(await readCatalogFile('specs/catalog/service-civique/v3.openapi.yaml'), null, 2)

test('a specification is refused with lines, corrected, read as a draft, published and routed', async () => {
  const page = await signedIn('operator administrator')
  const fresh = text.replaceAll('/v3/', '/v9/').replace('"api": "service-civique"', '"api": "service-citoyen"')
  await page.goto(`${portal}/fr/managed-apis/import`)
  const broken = fresh.replace('"version": "v3"', '"version": "three"')
  const line = broken.split('\n').findIndex((one) => one.includes('"version": "three"')) + 1
  const upload = (content: string) =>
    page
      .locator('#field-file')
      .setInputFiles({ name: 'api.json', mimeType: 'application/json', buffer: Buffer.from(content) })
  await upload(broken)
  await page.getByRole('button', { name: 'Vérifier et importer' }).click()
  const row = page.locator('tbody tr', { hasText: '/x-octroi/version' }).first()
  assert.equal((await row.locator('td').first().textContent())?.trim(), String(line))
  assert.equal(await page.locator('#field-document').inputValue(), broken)
  await page.locator('#field-document').fill('openapi: [')
  await page.getByRole('button', { name: 'Vérifier et importer' }).click()
  assert.match((await page.locator('tbody').first().textContent()) ?? '', /syntax/)
  await page.locator('#field-document').fill('')
  await upload(fresh)
  await page.getByRole('button', { name: 'Vérifier et importer' }).click()
  await page.waitForURL(/\/managed-apis\/service-citoyen\/v3$/)
  const nobody = await (await browser.visitor()).newPage()
  assert.equal((await nobody.goto(`${portal}/fr/catalog/service-citoyen/v3`))?.status(), 404)
  await page.getByRole('button', { name: 'Publier' }).click()
  assert.match((await page.locator('.kicker').textContent()) ?? '', /Publiée/)
  assert.equal((await nobody.goto(`${portal}/fr/catalog/service-citoyen/v3`))?.status(), 200)
  await page.locator('#target-0').fill('https://one.provider.example')
  await page.locator('#weight-0').fill('3')
  await page.locator('#target-1').fill('https://two.provider.example')
  await page.getByRole('button', { name: 'Enregistrer la destination' }).click()
  assert.match((await page.locator('main').textContent()) ?? '', /one\.provider\.example\s*75/)
  await page.locator('#target-0').fill('ftp://one.provider.example')
  await page.getByRole('button', { name: 'Enregistrer la destination' }).click()
  assert.equal(await page.locator('#target-0').inputValue(), 'ftp://one.provider.example')
  assert.equal(await page.locator('.error-summary').count(), 1)
})

test('an incident is public at once, on the page of what it concerns, in its feed, and ends', async () => {
  const page = await signedIn('operator administrator')
  await page.goto(`${portal}/en/incidents`)
  await page.locator('#field-target').selectOption('api:quotient-familial/v3')
  await page.locator('#field-severity').selectOption('outage')
  await page.locator('#field-title').fill('Réponses en erreur')
  await page.locator('#field-title_en').fill('Answers fail')
  await page.locator('#field-text').fill('Nous cherchons.')
  await page.getByRole('button', { name: 'Open an incident' }).click()
  const nobody = await (await browser.visitor({ javaScriptEnabled: false })).newPage()
  await nobody.goto(`${portal}/en/catalog/quotient-familial/v3`)
  await nobody.getByRole('link', { name: 'Answers fail' }).click()
  assert.match(nobody.url(), /\/en\/status#incident-/)
  assert.equal(await nobody.locator('dd span[lang=fr]', { hasText: 'Nous cherchons.' }).count(), 1)
  const feed = await httpExchange(`${portal}/fr/status/incidents.atom`)
  assert.match(feed.headers['content-type'] ?? '', /^application\/atom\+xml/)
  assert.match(feed.text, /<title>Réponses en erreur<\/title>.*<category term="outage"\/>/)
  await page.locator('summary', { hasText: 'Say what is known now' }).click()
  await page.locator('select[name=stage]').selectOption('resolved')
  await page.locator('details textarea[name=text]').fill('Rétabli.')
  await page.getByRole('button', { name: 'Publish' }).click()
  assert.match((await page.locator('main').textContent()) ?? '', /No incident is under way/)
  await nobody.goto(`${portal}/fr/catalog/quotient-familial/v3`)
  assert.equal(await nobody.getByRole('link', { name: 'Réponses en erreur' }).count(), 0)
})

test('one grant is suspended alone, from the inventory of credentials, and resumed', async () => {
  const page = await signedIn('operator administrator')
  await page.goto(`${portal}/fr/operator/credentials?environment=production`)
  await page.locator('tbody a[href*="/operator/applications/"]').first().click()
  await page.locator('li summary').first().click()
  await page.locator('li textarea[name=reason]').first().fill('Usage à vérifier')
  await page.locator('li').getByRole('button', { name: 'Suspendre aussitôt' }).first().click()
  assert.equal(await page.locator('li .item-title', { hasText: 'Suspendu' }).count(), 1)
  await page.locator('li').getByRole('button', { name: 'Lever la suspension' }).click()
  assert.equal(await page.locator('li .item-title', { hasText: 'Suspendu' }).count(), 0)
})

test('a machine account shows its secret once, and a protected person is never named', async () => {
  const owner = await signedIn('transport authority owner')
  await owner.goto(`${portal}/fr/organizations`)
  await owner.locator('main tbody a').first().click()
  await owner.getByRole('link', { name: 'Comptes de machines' }).click()
  await owner.locator('#field-label').fill('Chaîne de déploiement')
  await owner.locator('input[name=roles][value=auditor]').check()
  await owner.getByRole('button', { name: 'Créer un compte de machine' }).click()
  assert.match((await owner.locator('.secret').textContent()) ?? '', /mch-/)
  await owner.reload()
  assert.equal(await owner.locator('.secret').count(), 0)
  const page = await signedIn('operator administrator')
  await page.goto(`${portal}/fr/operator/protected-persons`)
  await page.locator('#field-identity').fill('nomNaissance: KANARI-CANARI\nprenoms: Ada')
  await page.locator('#field-reason').fill('Ordonnance de protection')
  await page.getByRole('button', { name: 'Protéger une personne' }).click()
  const content = await page.content()
  assert.match(content, /Ordonnance de protection/)
  assert.ok(!content.includes('KANARI-CANARI'))
})

test('robots, the sitemap and the security contact say what they must', async () => {
  const security = await httpExchange(`${portal}/.well-known/security.txt`)
  assert.match(security.headers['content-type'] ?? '', /^text\/plain/)
  assert.match(security.text, /^Contact: mailto:security@operator\.example$/m)
  const until = Date.parse(/^Expires: (.+)$/m.exec(security.text)?.[1] ?? '')
  assert.ok(until > Date.now() && until < Date.now() + 366 * 86_400_000)
  const robots = await httpExchange(`${portal}/robots.txt`)
  assert.match(robots.text, /^Sitemap: .*\/sitemap\.xml$/m)
  const sitemap = await httpExchange(`${portal}/sitemap.xml`)
  const pages = [...sitemap.text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address ?? '')
  assert.ok(pages.length > 100)
  const sample = pages.filter((_, at) => at % 25 === 0)
  for (const address of sample) assert.equal((await httpExchange(address)).status, 200, address)
  const legal = await httpExchange(`${portal}/fr/legal`)
  assert.match(legal.text, /Groupement fictif/)
})
