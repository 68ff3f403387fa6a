import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from '#support/browser.ts'
import { checkPages } from '#support/check-pages.ts'
import { httpExchange } from '#support/http-exchange.ts'
import { fictitiousSiret } from '#support/portal-visitor.ts'
import { runProgram } from '#support/run-program.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'

/** A first-time visitor makes a sandbox call within a minute. */
const budgetSeconds = 60
const operation = '/catalog/etudiant-boursier/v3/postEtudiantBoursierV3Identite'

let platform: StartedPlatform
let browser: TestBrowser
let portal: string
let page: Page

before(async () => {
  platform = await startPlatform()
  browser = await openBrowser()
  portal = platform.demo.portal
  page = await (await browser.visitor()).newPage()
})

after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await platform?.[Symbol.asyncDispose]()
})

/** Says how long a path took, and holds it to the budget. */
async function timed(t: TestContext, what: string, path: () => Promise<void>): Promise<void> {
  const began = performance.now()
  await path()
  const seconds = (performance.now() - began) / 1000
  t.diagnostic(`${what}: ${seconds.toFixed(1)} s`)
  assert.ok(seconds < budgetSeconds, `${what} took ${seconds} s`)
}

test('from a fresh browser to a first answer without an account', async (t) => {
  await timed(t, 'time to first call without an account', async () => {
    await page.goto(portal)
    await page.getByRole('link', { name: 'Explorer le catalogue' }).click()
    await page.getByRole('link', { name: 'Quotient familial', exact: true }).click()
    await page.locator('.operations a').first().click()
    const blocks = await page.locator('#snippet-now code').allTextContents()
    assert.equal(blocks[0], `TOKEN='${platform.demo.sandbox.demo_token}'`)
    const answer = await runProgram('bash', ['-c', blocks.join('\n')], {})
    assert.match(answer, /"valeur":\d+/)
    await page.getByRole('button', { name: 'Envoyer l’appel' }).click()
    await page.getByText('Réponse 200').waitFor()
  })
})

test('from a fresh browser to a first answer with one’s own application and token, by the command of the page', async (t) => {
  await page.context().clearCookies()
  const email = `premier.appel.${randomUUID().slice(0, 8)}@demo.example`
  await timed(t, 'time to first call with an account', async () => {
    await page.goto(`${portal}/fr/sign-up`)
    await page.getByLabel('Prénom et nom').fill('Aurore Valmy')
    await page.getByLabel('Adresse électronique professionnelle').fill(email)
    await page.getByLabel('Mot de passe').fill('une phrase de passe bien longue')
    await page.getByRole('button', { name: 'Créer mon compte' }).click()
    await page.locator('#email').fill(email)
    await page.locator('#password').fill('une phrase de passe bien longue')
    await page.locator('button[type=submit]').click()
    await page.getByRole('link', { name: 'Créer une organisation' }).click()
    await page.getByLabel('Nom de l’organisation').fill('Régie de Valmy')
    await page.getByLabel('Numéro SIRET').fill(fictitiousSiret(86))
    await page.getByRole('button', { name: 'Créer l’organisation' }).click()
    await page.getByText('L’organisation est créée').waitFor()
    await page.goto(`${portal}/fr/applications/new`)
    await page.getByLabel('Nom de l’application').fill('Bourses de Valmy')
    await page.getByRole('button', { name: 'Créer l’application' }).click()
    await page.getByText('Le bac à sable lui est ouvert').waitFor()
    await page.goto(`${portal}/fr${operation}`)
    const use = page.getByRole('button', { name: 'Utiliser cette application' })
    if (!(await use.isVisible())) await page.getByText('Choisir l’application qui appelle').click()
    await use.click()
    await page.getByText('Appel au nom de l’application « Bourses de Valmy »').waitFor()
    const blocks = await page.locator('#snippet-now code').allTextContents()
    assert.match(blocks[0] ?? '', /^TOKEN='ey/)
    assert.match(blocks[1] ?? '', /-SPÉCIMEN/, 'filled with a persona')
    const answer = await runProgram('bash', ['-c', blocks.join('\n')], {})
    assert.match(answer, /"est_boursier"/)
  })
})

test('the page of a new version names what breaks, and the reader’s own calls it touches', async () => {
  const changes = `${portal}/fr/catalog/etudiant-boursier/v4/changes`
  await page.goto(changes)
  await page.locator('tr[data-change="field-removed"]', { hasText: 'data.est_boursier' }).first().waitFor()
  const first = page.locator('tr[data-change]').first()
  assert.match((await first.textContent()) ?? '', /peut casser/)
  // Records are shipped in groups: the call made above is seen within seconds.
  const row = page.getByRole('row', { name: /Bourses de Valmy/ })
  for (let attempt = 0; attempt < 40 && (await row.count()) === 0; attempt++) await page.reload()
  assert.match((await row.textContent()) ?? '', /postEtudiantBoursierV3Identite/)
  const stranger = await httpExchange(changes)
  assert.equal(stranger.status, 200)
  assert.doesNotMatch(stranger.text, /Bourses de Valmy/)
  assert.match(stranger.text, /Connectez-vous pour voir lesquels/)
  assert.equal((await httpExchange(`${portal}/fr/catalog/quotient-familial/v3/changes`)).status, 404)
})

test('the page of changes is accessible in both languages and themes', async () => {
  const context = await browser.visitor()
  const paths = ['/catalog/etudiant-boursier/v4/changes', '/catalog/scolarites/v4']
  for (const lang of ['fr', 'en']) await checkPages(context, portal, paths, lang)
  await context.close()
})

test('one text holds the whole documentation, and the index names every persona', async () => {
  const [all, french, index] = await Promise.all(
    ['/llms-full.txt', '/fr/llms-full.txt', '/llms.txt'].map(async (path) => (await httpExchange(portal + path)).text),
  )
  assert.ok(all?.includes(french?.slice(0, 2000) ?? '?'))
  for (const wanted of ['# Démarrer', '# Quotas', 'POST /v4/cnous/etudiant_boursier/identite', 'quota-exceeded'])
    assert.ok(french?.includes(wanted), wanted)
  assert.doesNotMatch(french ?? '', /%[A-Z_]+%|undefined/)
  for (const slug of ['nadia', 'palier-408']) assert.ok(index?.includes(`/en/docs/personas/${slug}.md`), slug)
})
