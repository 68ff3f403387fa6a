import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from '#support/browser.ts'
import { checkPages } from '#support/check-pages.ts'
import { signInToPortal } from '#support/portal-visitor.ts'
import { runProgram } from '#support/run-program.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'

let platform: StartedPlatform
let browser: TestBrowser
let portal: string
let page: Page
let application: string

before(async () => {
  platform = await startPlatform()
  browser = await openBrowser()
  portal = platform.demo.portal
  const account = platform.demo.accounts.find(({ role }) => role === 'transport authority owner')
  page = await (await browser.visitor({ javaScriptEnabled: false })).newPage()
  await signInToPortal(page, portal, account?.email ?? '', account?.password ?? '')
  await page.goto(`${portal}/fr/applications`)
  const href = await page.locator('main a[href^="/fr/applications/0"]').first().getAttribute('href')
  application = href?.slice('/fr'.length) ?? ''
  await page.goto(`${portal}/fr${application}/sandbox`)
  await page.getByRole('button', { name: 'Ouvrir la console' }).click()
  await page.getByText('Le jeton du bac à sable est prêt').waitFor()
})

after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await platform?.[Symbol.asyncDispose]()
})

const open = (text: string) => page.locator('summary', { hasText: text }).click()
const send = (name: string) => page.getByRole('button', { name, exact: true }).click()
const says = (text: string) => page.locator('[role=status]', { hasText: text }).waitFor()

test('the clock advances and tells what the calendar did, goes back, and returns to today', async () => {
  await page.getByLabel('Aller à une date').fill('2027-03-31')
  await send('Y aller')
  await says('L’horloge est à sa nouvelle date')
  await page.getByLabel('Avancer de').selectOption('P1D')
  await send('Avancer')
  await page.getByText('les prestations sont revalorisées').waitFor()
  assert.match((await page.locator('.events').textContent()) ?? '', /1 avril 2027/)
  await page.getByLabel('Aller à une date').fill('1990-01-01')
  await send('Y aller')
  await page.locator('.error-summary').waitFor()
  await send('Revenir à aujourd’hui')
  await says('revenue à la date réelle')
})

test('a household is made in one form, a person changed, and the interfaces know it', async () => {
  await open('Créer un foyer')
  await page.locator('#field-quotient').fill('480')
  await page.locator('#field-child1_first').fill('LOU')
  await page.locator('#field-child1_birth').fill('pas une date')
  await send('Créer le foyer')
  await page.locator('.error-summary a[href="#field-child1_birth"]').waitFor()
  assert.equal(await page.locator('#field-quotient').inputValue(), '480', 'what was typed is kept')
  await page.locator('#field-child1_birth').fill('2019-09-09')
  await send('Créer le foyer')
  await says('Le foyer est créé')
  const row = page.getByRole('row', { name: /ALIX ESSAIVAL/ })
  const nir = (await row.locator('code').last().textContent()) ?? ''
  assert.match(nir, /^\d{10}000\d\d$/)

  await page.goto(`${portal}/fr/docs/personas/camille`)
  const shown = (await page.locator('figure.code code').first().textContent()) ?? ''
  assert.match(shown, /^TOKEN='ey/, 'the commands are filled with the developer’s own token')
  const quotient = await page.locator('[data-command="getQuotientFamilialIdentite"] code').first().textContent()
  const own = (quotient ?? '')
    .replace(/nomNaissance=[^&]+&prenoms\[\]=[^&]+(&prenoms\[\]=[^&]+)*/, 'nomNaissance=ESSAIVAL&prenoms[]=ALIX')
    .replace(
      /anneeDateNaissance=\d+&moisDateNaissance=\d+&jourDateNaissance=\d+/,
      'anneeDateNaissance=1988&moisDateNaissance=4&jourDateNaissance=17',
    )
    .replace(/codeCogInseeCommuneNaissance=\d+/, 'codeCogInseeCommuneNaissance=38185')
  const said = JSON.parse(await runProgram('bash', ['-c', `${shown}\n${own}`], {}))
  assert.equal(said.data?.quotient_familial?.valeur, 480, JSON.stringify(said))

  await page.goto(`${portal}/fr${application}/sandbox`)
  await open('Changer une personne')
  await page.getByLabel('Personne', { exact: true }).fill(nir)
  await page.getByLabel('Handicap reconnu').selectOption('yes')
  await send('Changer')
  await says('La personne a changé')
})

test('a snapshot is taken and restored, and a reset leaves nothing', async () => {
  await page.goto(`${portal}/fr${application}/sandbox`)
  await page.getByLabel('Aller à une date').fill('2028-02-29')
  await send('Y aller')
  await page.getByLabel('Nom de l’instantané').fill('avant')
  await send('Prendre un instantané')
  await says('L’instantané est pris')
  await send('Tout effacer')
  await says('comme neuf')
  await page.getByText('(date réelle)').waitFor()
  assert.equal(await page.getByRole('row', { name: /ESSAIVAL/ }).count(), 0)
  await send('Restaurer')
  await says('revenu à l’instantané')
  await page.getByText('29 février 2028').waitFor()
  await send('Tout effacer')
  await says('comme neuf')
})

test('a default failure reaches the calls, and another sandbox of the application does not have it', async () => {
  await page.goto(`${portal}/fr${application}/sandbox`)
  await page.getByLabel('Réponse de tous les appels').selectOption('maintenance')
  await send('Enregistrer')
  await says('Enregistré')
  const call = `${portal}/fr/catalog/quotient-familial/v3/getQuotientFamilialIdentite`
  await page.goto(call)
  await send('Envoyer l’appel')
  await page.getByText('Réponse 503').waitFor()
  await page.goto(`${portal}/fr${application}/sandbox?sandbox=recette`)
  assert.equal(await page.getByLabel('Réponse de tous les appels').inputValue(), '')
  await page.getByText('X-Sandbox-Name: recette').waitFor()
  await page.getByLabel('Aller à une date').fill('2027-01-05')
  await send('Y aller')
  await says('nouvelle date')
  await page.getByRole('link', { name: 'main', exact: true }).click()
  await page.getByText('(date réelle)').waitFor()
  await page.getByRole('link', { name: 'recette', exact: true }).click()
  await send('Supprimer ce bac à sable')
  await says('Le bac à sable est supprimé')
  await page.getByLabel('Réponse de tous les appels').selectOption('')
  await send('Enregistrer')
  await says('Enregistré')
})

test('an address gets the calendar’s events, and the page shows how each arrived', async () => {
  await page.goto(`${portal}/fr${application}/sandbox`)
  await page.getByLabel('Adresse de réception').fill('https://receiver.invalid/octroi')
  await send('Enregistrer l’adresse')
  assert.match((await page.locator('.secret code').textContent()) ?? '', /^whsec_/)
  await page.getByLabel('Événement', { exact: true }).selectOption('benefits-revalued')
  await send('Envoyer maintenant')
  await page.getByRole('row', { name: /les prestations sont revalorisées/ }).waitFor()
  assert.equal(await page.locator('.secret').count(), 0, 'the secret is shown once')
  await page
    .getByRole('button', { name: /^Renvoyer/ })
    .first()
    .click()
  await says('L’événement attend son tour')
  await send('Ne plus envoyer')
  await says('plus envoyés')
})

test('somebody else’s application has no console, and the calls made are listed', async () => {
  const answer = await page.goto(`${portal}/fr/applications/019aa0c4-0000-7000-8000-000000000001/sandbox`)
  assert.equal(answer?.status(), 404)
  await page.goto(`${portal}/fr${application}/sandbox`)
  await page.getByRole('heading', { name: 'Derniers appels' }).waitFor()
  assert.ok((await page.locator('section', { hasText: 'Derniers appels' }).getByRole('row').count()) >= 2)
})

test('a persona, the fare tables and the console are accessible in both languages and themes', async () => {
  const paths = ['/docs/personas/nadia?person=karim', '/docs/fares']
  const visitor = await browser.visitor()
  const console = await browser.visitor({ storageState: await page.context().storageState() })
  for (const lang of ['fr', 'en']) {
    await checkPages(visitor, portal, paths, lang)
    await checkPages(console, portal, [`${application}/sandbox`], lang)
  }
  await visitor.close()
  await console.close()
})
