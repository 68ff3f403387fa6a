import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { importPKCS8 } from 'jose'
import type { BrowserContext, Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from '#support/browser.ts'
import { checkPages } from '#support/check-pages.ts'
import { assertionClaims, assertionForm } from '#support/client-assertion.ts'
import { httpExchange } from '#support/http-exchange.ts'
import { signInToPortal } from '#support/portal-visitor.ts'
import { basicAuthorization, requestToken } from '#support/request-token.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'

let platform: StartedPlatform
let browser: TestBrowser
let receiver: Server
let hook: string
/** A developer without scripts. */
let developer: Page
let application: string
let log: string
let called: string
let shared: string
let webhook: string
const received: { headers: IncomingHttpHeaders; body: string }[] = []

before(async () => {
  receiver = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ headers: request.headers, body })
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/octroi`
  platform = await startPlatform()
  browser = await openBrowser()
  developer = await visit('transport authority owner', { javaScriptEnabled: false })
  await developer.goto(`${platform.demo.portal}/fr/applications`)
  await developer.locator('main tbody a').first().click()
  application = new URL(developer.url()).pathname.replace('/fr/', '/')
  log = `${application}/log`
})
after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await platform?.[Symbol.asyncDispose]()
  receiver.closeAllConnections()
  receiver.close()
})

async function visit(role: string, options: Parameters<TestBrowser['visitor']>[0] = {}): Promise<Page> {
  const { portal, accounts } = platform.demo
  const account = accounts.find((one) => one.role === role)
  assert.ok(account, role)
  const page = await (await browser.visitor(options)).newPage()
  await signInToPortal(page, portal, account.email, account.password)
  return page
}

const open = (page: Page, path: string) => page.goto(`${platform.demo.portal}/fr${path}`)
const text = async (page: Page) => String(await page.locator('main').textContent())

/** Reads a page again until it shows what is on its way to the store, for ten seconds at most. */
async function shows(page: Page, path: string, selector: string): Promise<void> {
  for (let tries = 0; tries < 40; tries += 1) {
    await open(page, path)
    if ((await page.locator(selector).count()) > 0) return
    await page.waitForTimeout(250)
  }
  assert.fail(`${path} never showed ${selector}`)
}

/** Calls the sandbox as the first application of the demonstration, about its documented person. */
async function callSandbox(headers: Readonly<Record<string, string>> = {}) {
  const { sandbox, applications, first_call } = platform.demo
  const keys = applications.find(({ environment }) => environment === 'sandbox')
  assert.ok(keys)
  const { body } = await requestToken(sandbox.issuer, {}, basicAuthorization(keys.client_id, keys.client_secret))
  return httpExchange(`${sandbox.gateway}${first_call.path}`, {
    headers: { authorization: `Bearer ${body.access_token}`, ...headers },
  })
}

test('a refused call is found by its type of error, and its page says which grant and what to do', async () => {
  assert.equal((await callSandbox()).status, 200)
  const refused = await callSandbox({ 'x-legal-context': 'NOT_GRANTED' })
  assert.equal(refused.status, 403)
  const reason = 'legal-context-not-allowed'
  await shows(developer, `${log}?reason=${reason}`, 'main tbody tr')
  assert.equal(await developer.locator('main tbody tr').count(), 1)
  assert.equal(await developer.locator('select[name=reason]').inputValue(), reason)
  await developer.locator('main tbody th a').click()
  const page = await text(developer)
  assert.match(page, /Pourquoi ce refus/)
  assert.match(page, new RegExp(reason))
  assert.match(page, /Droit d’accès examiné|Droits de cette application/)
  assert.ok(await developer.locator('main .actions a[href$="/grants"]').count())
})

test('a sandbox call is recognized, shown with curl and replayed with the values of its synthetic person', async () => {
  await shows(developer, `${log}?status_class=2xx&environment=sandbox`, 'main tbody th a')
  await developer.locator('main tbody th a').first().click()
  called = new URL(developer.url()).pathname.replace('/fr/', '/')
  assert.match(await text(developer), /Cet appel portait sur la personne fictive/)
  assert.match(await text(developer), /curl -g/)
  await developer.locator('button', { hasText: /bac à sable/ }).click()
  await developer.locator('button', { hasText: 'Rejouer dans le bac à sable' }).click()
  assert.match(await text(developer), /Réponse 200/)
})

test('support opens the link to a call, a stranger does not', async () => {
  await open(developer, called)
  await developer
    .locator('form', { has: developer.locator('select[name=days]') })
    .locator('button')
    .click()
  const link = String(await developer.locator('#share ~ figure code, section:has(#share) figure code').textContent())
  shared = new URL(link).pathname.replace('/fr/', '/')
  const support = await visit('operator administrator', { javaScriptEnabled: false })
  assert.equal((await support.goto(link))?.status(), 200)
  assert.match(await text(support), /Métropole de Valmont/)
  const stranger = await visit('second transport authority owner', { javaScriptEnabled: false })
  assert.equal((await stranger.goto(link))?.status(), 404)
})

test('an address receives a signed test, which the list of deliveries shows', async () => {
  await open(developer, '/webhooks')
  await developer.locator('#field-url').fill('http://hooks.example.org/')
  await developer.locator('main form button', { hasText: 'Ajouter' }).click()
  assert.match(await text(developer), /commence par https/)
  await developer.locator('#field-url').fill(hook)
  await developer.locator('main form button', { hasText: 'Ajouter' }).click()
  webhook = new URL(developer.url()).pathname.replace('/fr/', '/')
  const secret = String(await developer.locator('section.secret code').textContent())
  await developer.locator('button', { hasText: 'Envoyer un essai' }).click()
  await shows(developer, webhook, '.tag-good')
  const [delivery] = received
  assert.ok(delivery)
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = delivery.headers
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${time}.${delivery.body}`).digest('base64')
  assert.equal(signature, `v1,${expected}`)
})

test('a key pair made in the browser gets a token, and its private half was sent nowhere', async () => {
  const page = await visit('transport authority owner')
  const sent: string[] = []
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  await open(page, application)
  await page.locator('section:has(#sandbox-title) > details > summary').first().click()
  const form = page.locator('form:has(#field-sandbox-label)')
  await form.locator('#field-sandbox-label').fill('Clé du navigateur')
  await form.locator('summary', { hasText: 'Coller une clé publique' }).click()
  await form.locator('[data-key-maker] button').click()
  const download = page.waitForEvent('download')
  await form.locator('a[download$=".pem"]').click()
  const pem = readFileSync(String(await (await download).path()), 'utf8')
  const { kid } = JSON.parse(await form.locator('#field-sandbox-jwks').inputValue())
  await form.locator('> button').click()
  await page.getByText('L’identifiant est créé.').waitFor()
  await page
    .locator('tr', { hasText: 'Clé du navigateur' })
    .getByRole('button', { name: /Révoquer/ })
    .waitFor()
  const secretPart = pem.split('\n').slice(1, -2).join('')
  for (const request of sent) assert.ok(!request.includes(secretPart) && !request.includes('%22d%22'))

  const clientId = String(await page.locator('section:has(#sandbox-title) dd code').first().textContent())
  const { issuer } = platform.demo.sandbox
  const key = { alg: 'ES256', kid, privateKey: await importPKCS8(pem, 'ES256'), publicJwk: {} }
  for (let tries = 0; tries < 20; tries += 1) {
    const { status } = await requestToken(issuer, await assertionForm(key, assertionClaims(clientId, issuer)))
    if (status === 200) return
    await page.waitForTimeout(250)
  }
  assert.fail('the issuer never accepted the key')
})

test('without scripts, a public key is pasted as PEM, and a private one is refused before it goes anywhere', async () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicPem = String(pair.publicKey.export({ type: 'spki', format: 'pem' }))
  const privatePem = String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  await open(developer, application)
  await developer.locator('section:has(#sandbox-title) > details > summary').first().click()
  for (const [pem, said] of [
    [privatePem, /jamais une clé privée/],
    [publicPem, /L’identifiant est créé/],
  ] as const) {
    const form = developer.locator('form:has(#field-sandbox-label)')
    await form.locator('#field-sandbox-label').fill('Clé collée')
    await form.locator('input[name=kind][value=jwks]').check()
    if (!(await form.locator('#field-sandbox-jwks').isVisible()))
      await form.locator('summary', { hasText: 'Coller une clé publique' }).click()
    await form.locator('#field-sandbox-jwks').fill(pem)
    await form.locator('> button').click()
    assert.match(await text(developer), said)
    assert.ok(!(await developer.content()).includes(privatePem.slice(40, 90)))
  }
})

test('usage says which data were read and what was refused, with tables behind the bars', async () => {
  await open(developer, `${application}/usage`)
  assert.ok((await developer.locator('#scopes ~ .table tbody tr, section:has(#scopes) tbody tr').count()) > 0)
  await developer.locator('section:has(#reasons) tbody a').first().click()
  assert.equal(new URL(developer.url()).searchParams.get('status_class'), '4xx')
  assert.ok((await developer.locator('main tbody tr').count()) > 0)
})

test('the pages of one call, one address and one shared link are accessible in both languages and themes', async () => {
  const context: BrowserContext = (await visit('transport authority owner')).context()
  // The others are reached by links, and checked by portal-crawl.test.ts.
  const paths = [called, webhook, shared]
  for (const lang of ['fr', 'en']) await checkPages(context, platform.demo.portal, paths, lang)
})
