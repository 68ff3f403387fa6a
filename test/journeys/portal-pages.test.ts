import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from '#support/browser.ts'
import { fictitiousSiret, signInToPortal } from '#support/portal-visitor.ts'
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

async function signedIn(role: string, options: Parameters<TestBrowser['visitor']>[0] = {}): Promise<Page> {
  const account = platform.demo.accounts.find((one) => one.role === role)
  assert.ok(account, `a demo account with the role ${role}`)
  const context = await browser.visitor(options)
  const page = await context.newPage()
  await signInToPortal(page, portal, account.email, account.password)
  return page
}

test('key forms work without JavaScript, and a refusal says which field to correct', async () => {
  const page = await signedIn('transport authority owner', { javaScriptEnabled: false })
  await page.goto(`${portal}/fr/applications/new`)
  await page.getByRole('button', { name: 'Créer l’application' }).click()
  const summary = page.locator('.error-summary')
  await summary.getByRole('link', { name: /^Nom/ }).click()
  assert.match(page.url(), /#field-name$/)
  await page.getByLabel('Nom de l’application').fill('Sans script')
  await page.getByRole('button', { name: 'Créer l’application' }).click()
  await page.getByRole('heading', { name: 'Sans script' }).waitFor()
  const application = page.url()

  await page.getByText('Créer un identifiant de bac à sable').click()
  await page.locator('#field-sandbox-label').fill('essai')
  await page.getByRole('button', { name: 'Créer l’identifiant' }).first().click()
  assert.match((await page.locator('.secret').textContent()) ?? '', /oct_sbx_/)

  await page.goto(`${portal}/fr/catalog/quotient-familial/v3/getQuotientFamilialIdentite`)
  await page.getByRole('button', { name: 'Envoyer l’appel' }).click()
  await page.getByText('Réponse 200').waitFor()

  await page.goto(`${portal}/fr/requests/new?application=${application.split('/').at(-1)}`)
  await page.getByRole('button', { name: 'Commencer' }).click()
  await page.getByLabel('Intitulé').fill('Brouillon sans script')
  await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click()
  await page.getByText('Le brouillon est enregistré').waitFor()
  assert.equal(await page.getByLabel('Intitulé').inputValue(), 'Brouillon sans script')
  await page.getByRole('button', { name: 'Se déconnecter' }).click()
  await page.goto(application)
  await page.locator('#password').waitFor()
  await page.context().close()
})

test('the same form sent twice creates once', async () => {
  const page = await signedIn('developer')
  await page.goto(`${portal}/fr/organizations/new`)
  const fields = await page.locator('main form').evaluate((form) => {
    // biome-ignore lint/suspicious/noExplicitAny: runs in the page, where the DOM types are not ours
    return [...new (globalThis as any).FormData(form)] as [string, string][]
  })
  const form = Object.fromEntries(fields)
  const sent = { ...form, name: 'Double clic', identifiers: fictitiousSiret(88) }
  const headers = { origin: portal }
  const places: (string | undefined)[] = []
  for (const _ of [1, 2]) {
    const answer = await page.request.post(`${portal}/fr/organizations/new`, { form: sent, headers, maxRedirects: 0 })
    assert.equal(answer.status(), 303)
    places.push(answer.headers().location)
  }
  assert.equal(places[0], places[1])
  await page.context().close()
})

test('a form from another site, and an address of somebody else, are refused', async () => {
  const page = await signedIn('developer')
  const foreign = { origin: 'https://elsewhere.example' }
  const form = { _action: 'create' }
  const refused = await page.request.post(`${portal}/fr/organizations/new`, { form, headers: foreign, maxRedirects: 0 })
  assert.equal(refused.status(), 403)
  const unknown = await page.goto(`${portal}/fr/applications/019aa0c4-0000-7000-8000-000000000001`)
  assert.equal(unknown?.status(), 404)
  const climbing = await page.request.get(`${portal}/fr/applications/..%2Fme`)
  assert.equal(climbing.status(), 404)
  const strangeLanguage = await page.request.get(`${portal}/xx`)
  assert.equal(strangeLanguage.status(), 404)
  const elsewhere = await page.request.get(`${portal}/session/login?next=//elsewhere.example`, { maxRedirects: 0 })
  assert.ok(elsewhere.headers().location?.startsWith(`${portal}/login/`))
  await page.context().close()
})
