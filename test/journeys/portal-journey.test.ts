import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from '#support/browser.ts'
import { checkAccessibility } from '#support/check-accessibility.ts'
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

async function actor(role: string): Promise<{ context: BrowserContext; page: Page }> {
  const account = platform.demo.accounts.find((one) => one.role === role)
  assert.ok(account, `a demo account with the role ${role}`)
  const context = await browser.visitor()
  const page = await context.newPage()
  await signInToPortal(page, portal, account.email, account.password)
  return { context, page }
}

/** Opens the request in the reviewer's queue and approves it. */
async function approve(role: string, title: string): Promise<void> {
  const { context, page } = await actor(role)
  await page.goto(`${portal}/fr/review`)
  await page.getByRole('link', { name: title }).click()
  await checkAccessibility(page, 'a request under review')
  await page.getByRole('button', { name: 'Approuver la demande' }).click()
  await page.getByText('Votre approbation est enregistrée').waitFor()
  await context.close()
}

test('a developer goes from a first visit to a governed production call', async () => {
  const context = await browser.visitor()
  const page = await context.newPage()
  const failures: string[] = []
  page.on('console', (message) => message.type() === 'error' && failures.push(message.text()))
  page.on('pageerror', (error) => failures.push(error.message))

  // A first sandbox call without an account.
  await page.goto(portal)
  assert.equal(new URL(page.url()).pathname, '/fr')
  await page.getByRole('link', { name: 'Explorer le catalogue' }).click()
  await page.getByRole('link', { name: 'Quotient familial', exact: true }).click()
  await page.locator('.operations a').first().click()
  await page.getByRole('button', { name: 'Envoyer l’appel' }).click()
  await page.getByText('Réponse 200').waitFor()
  assert.match((await page.locator('#answer').textContent()) ?? '', /quotient_familial/)

  // Sign up, then log in.
  const email = `nouvelle.personne.${randomUUID().slice(0, 8)}@demo.example`
  await page.goto(`${portal}/fr/sign-up`)
  await page.getByLabel('Prénom et nom').fill('Ondine Clairval')
  await page.getByLabel('Adresse électronique professionnelle').fill(email)
  await page.getByLabel('Mot de passe').fill('une phrase de passe bien longue')
  await page.getByRole('button', { name: 'Créer mon compte' }).click()
  await page.locator('#password').waitFor()
  await page.locator('#email').fill(email)
  await page.locator('#password').fill('une phrase de passe bien longue')
  await page.locator('button[type=submit]').click()
  await page.getByRole('heading', { name: 'Bonjour Ondine Clairval' }).waitFor()

  // Organization and application.
  const siret = fictitiousSiret(77)
  const organization = 'Syndicat des mobilités de Clairval'
  await page.getByRole('link', { name: 'Créer une organisation' }).click()
  await page.getByLabel('Nom de l’organisation').fill(organization)
  await page.getByLabel('Numéro SIRET').fill(siret)
  await page.getByRole('button', { name: 'Créer l’organisation' }).click()
  await page.getByText('L’organisation est créée').waitFor()
  await page.goto(`${portal}/fr/applications/new`)
  await page.getByLabel('Nom de l’application').fill('Tarifs de Clairval')
  await page.getByRole('button', { name: 'Créer l’application' }).click()
  await page.getByText('Le bac à sable lui est ouvert').waitFor()
  const application = page.url()

  // A sandbox secret is shown once.
  await page.getByText('Créer un identifiant de bac à sable').click()
  await page.locator('#field-sandbox-label').fill('poste de développement')
  await page.getByRole('button', { name: 'Créer l’identifiant' }).first().click()
  await page.getByRole('heading', { name: 'Copiez ce secret maintenant' }).waitFor()
  assert.match((await page.locator('.secret').textContent()) ?? '', /oct_sbx_/)
  await checkAccessibility(page, 'a secret shown once')
  await page.reload()
  assert.equal(await page.getByRole('heading', { name: 'Copiez ce secret maintenant' }).count(), 0)

  // Try it with one's own application, then in swagger-ui through the portal's own origin.
  await page.goto(`${portal}/fr/catalog/quotient-familial/v3/postQuotientFamilialIdentite`)
  const use = page.getByRole('button', { name: 'Utiliser cette application' })
  if (!(await use.isVisible())) await page.getByText('Choisir l’application qui appelle').click()
  await use.click()
  await page.getByText('Appel au nom de l’application « Tarifs de Clairval »').waitFor()
  await page.getByRole('button', { name: 'Envoyer l’appel' }).click()
  await page.getByText('Réponse 200').waitFor()
  await page.goto(`${portal}/swagger/quotient-familial/v3`)
  await page.locator('.opblock-get').first().waitFor()
  assert.equal(
    await page.evaluate(`fetch('/sandbox-proxy${platform.demo.first_call.path}').then((r) => r.status)`),
    200,
  )

  // The operator verifies the organization.
  const operator = await actor('operator administrator')
  await operator.page.goto(`${portal}/fr/operator/organizations?verification=unverified`)
  await operator.page.getByRole('link', { name: organization }).click()
  await operator.page.getByLabel('Vérifiée par l’opérateur').check()
  await operator.page.getByRole('button', { name: 'Enregistrer la vérification' }).click()
  await operator.page.getByText('La vérification est enregistrée').waitFor()
  await operator.context.close()

  // The access request, from the API's page.
  await page.goto(`${portal}/fr/catalog/quotient-familial/v3`)
  await page.getByRole('link', { name: 'Demander l’accès' }).click()
  await page.getByLabel('Tarification solidaire des transports').check()
  await page.getByRole('button', { name: 'Commencer' }).click()
  const title = 'Tarifs solidaires de Clairval'
  assert.equal(await page.locator('input[value="prime_activite"]:enabled').count(), 0)
  await page.getByLabel('Intitulé').fill(title)
  // Two contexts: each call will have to say which one it is made for.
  for (const context of await page.locator('input[name=legal_contexts]').all()) await context.check()
  await page.getByRole('button', { name: 'Envoyer la demande' }).click()
  await page.locator('.error-summary').waitFor()
  await checkAccessibility(page, 'a refused access request')
  const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('Appels prévus par jour').fill('400')
  await page.getByLabel('Fin souhaitée').fill(inAYear)
  for (const [index, name] of ['Alix Morel', 'Basile Renard', 'Céleste Vidal'].entries()) {
    await page.locator(`[name="contacts.${index}.name"]`).fill(name)
    await page.locator(`[name="contacts.${index}.email"]`).fill(`contact${index}@clairval.example`)
  }
  await page.locator('#field-terms_accepted').check()
  await page.locator('#field-data_protection_officer_informed').check()
  await page.getByRole('button', { name: 'Envoyer la demande' }).click()
  await page.getByText('La demande est envoyée').waitFor()
  const request = page.url()

  // Provider and operator decide.
  await approve('cnaf reviewer', title)
  await approve('operator reviewer', title)
  await page.goto(request)
  await page.getByText('La demande est approuvée').waitFor()

  // Production credential, and the call as the page says it.
  await page.goto(application)
  await page.getByText('Créer un identifiant de production').click()
  await page.locator('#field-production-label').fill('serveur de production')
  await page.getByRole('button', { name: 'Créer l’identifiant' }).last().click()
  const secret = page.locator('.secret')
  await secret.waitFor()
  const codes = await secret.locator('pre code').allTextContents()
  const [clientId = '', clientSecret = ''] = codes
  const call = codes.at(-1) ?? ''
  const url = /'(http[^']+v3[^']+)'/.exec(call)?.[1]
  const legalContext = /X-Legal-Context: ([A-Z:_]+)/.exec(call)?.[1] ?? ''
  assert.ok(clientSecret.startsWith('oct_prd_'))
  assert.ok(url !== undefined && url.startsWith(platform.demo.production.gateway) && url.includes(siret))
  const answer = await callWith(clientId, clientSecret, url, legalContext)
  const text = await answer.text()
  assert.equal(answer.status, 200, text)
  const body = JSON.parse(text) as { data: Record<string, unknown> }
  assert.ok('quotient_familial' in body.data)

  // Everyone sees it: the public register has the entry.
  await page.goto(`${portal}/fr/register?q=Clairval`)
  await page.getByRole('cell', { name: organization }).waitFor()
  // The form that was refused on purpose is the one failed load.
  assert.deepEqual(failures, ['Failed to load resource: the server responded with a status of 400 (OK)'])
  await context.close()
})

/** Gets a production token and calls, waiting a little for the new credential to reach the issuer. */
async function callWith(clientId: string, clientSecret: string, url: string, legalContext: string): Promise<Response> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
  for (let attempt = 0; ; attempt += 1) {
    const token = await fetch(`${platform.demo.production.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'accept-encoding': 'identity' },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    if (token.ok) {
      const { access_token } = (await token.json()) as { access_token: string }
      const headers = {
        authorization: `Bearer ${access_token}`,
        'accept-encoding': 'identity',
        'x-legal-context': legalContext,
      }
      const answer = await fetch(url, { headers })
      if (answer.ok || attempt >= 20) return answer
    }
    assert.ok(attempt < 20, `no token: ${token.status}`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
