import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from '#support/browser.ts'
import { checkPages } from '#support/check-pages.ts'
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

/** Everything here works without JavaScript; only the tool that checks accessibility needs it. */
async function signedIn(role: string, javaScriptEnabled = false): Promise<Page> {
  const account = platform.demo.accounts.find((one) => one.role === role)
  assert.ok(account, `a demo account with the role ${role}`)
  const page = await (await browser.visitor({ javaScriptEnabled })).newPage()
  await signInToPortal(page, portal, account.email, account.password)
  return page
}

const textOf = async (page: Page, selector: string) => (await page.locator(selector).textContent()) ?? ''

/** A request of the transport authority about the first data scope of the family quotient, as sent. */
async function sendRequest(page: Page, title: string): Promise<string> {
  await page.goto(`${portal}/fr/requests/new?api=quotient-familial@v3`)
  await page.getByLabel('Tarification solidaire des transports').check()
  await page.getByRole('button', { name: 'Commencer' }).click()
  await page.getByLabel('Intitulé').fill(title)
  await page.getByLabel('Appels prévus par jour').fill('400')
  for (const [index, name] of ['Alix Morel', 'Basile Renard', 'Céleste Vidal'].entries()) {
    await page.locator(`[name="contacts.${index}.name"]`).fill(name)
    await page.locator(`[name="contacts.${index}.email"]`).fill(`contact.${index}@demo.example`)
  }
  await declareAndSend(page)
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

async function declareAndSend(page: Page): Promise<void> {
  await page.locator('#field-terms_accepted').check()
  await page.locator('#field-data_protection_officer_informed').check()
  await page.getByRole('button', { name: 'Envoyer la demande' }).click()
  await page.getByText('La demande est envoyée').waitFor()
}

test('a reviewer remarks about a field, asks for changes, and reads what changed when the request comes back', async () => {
  const authority = await signedIn('transport authority owner')
  const title = 'Tarifs réduits du tramway'
  const id = await sendRequest(authority, title)
  const reviewer = await signedIn('cnaf reviewer')

  // Found in the queue by words, not among what is late.
  await reviewer.goto(`${portal}/fr/review?q=tramway&due=overdue`)
  assert.equal(await reviewer.getByRole('link', { name: title }).count(), 0)
  await reviewer.goto(`${portal}/fr/review?q=TRAMWAY`)
  assert.match(await textOf(reviewer, 'main tbody'), /Vérifiée par l’opérateur[\s\S]*Jours ouvrés restants : 10/)
  await reviewer.getByRole('link', { name: title }).click()

  // Evidence is counted, and the remark stands beside its field and opens the call for changes.
  assert.match(await textOf(reviewer, 'section[aria-labelledby=evidence-title]'), /L’application n’a rien appelé/)
  await reviewer.getByText('Faire une remarque sur un champ').click()
  await reviewer.locator('#field-remark-field').selectOption('purpose')
  await reviewer.locator('#field-remark-text').fill('Précisez le barème appliqué.')
  await reviewer.getByRole('button', { name: 'Ajouter la remarque' }).click()
  assert.match(await textOf(reviewer, '.remark'), /Précisez le barème appliqué\./)
  await reviewer.getByText('Demander des changements', { exact: true }).click()
  assert.equal(
    await reviewer.locator('#field-request_changes-motive').inputValue(),
    'Finalité: Précisez le barème appliqué.',
  )
  await reviewer.getByRole('button', { name: 'Demander ces changements' }).click()
  await reviewer.getByText('En pause : changements demandés').first().waitFor()

  // The requester is led to the field, and sends again.
  await authority.goto(`${portal}/fr/requests/${id}/edit`)
  assert.equal(await authority.locator('.notice a[href="#field-purpose"]').count(), 1)
  const file = { name: 'deliberation.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 fictif') }
  await authority.locator('#field-document').setInputFiles({ ...file, name: 'deliberation.png' })
  await authority.getByRole('button', { name: 'Ajouter la pièce jointe' }).click()
  assert.match(await textOf(authority, '#field-document-error'), /PDF, PNG ou JPEG/)
  await authority.locator('#field-document').setInputFiles(file)
  await authority.getByRole('button', { name: 'Ajouter la pièce jointe' }).click()
  await authority.getByRole('link', { name: 'deliberation.pdf' }).waitFor()
  await authority.locator('#field-purpose').fill('Appliquer le barème de la délibération 2026-12.')
  await declareAndSend(authority)

  await reviewer.goto(`${portal}/fr/review/${id}`)
  assert.match(await textOf(reviewer, 'section[aria-labelledby=changes-title] ins'), /barème de la délibération/)
  const link = (await reviewer.getByRole('link', { name: 'deliberation.pdf' }).getAttribute('href')) ?? ''
  const saved = await reviewer.request.get(`${portal}${link}`)
  assert.match(saved.headers()['content-disposition'] ?? '', /^attachment;/)
  assert.equal(saved.headers()['x-content-type-options'], 'nosniff')
  assert.equal(await saved.text(), '%PDF-1.7 fictif')
  await reviewer.getByRole('button', { name: /Cette remarque est levée/ }).click()
  assert.equal(await reviewer.locator('.remark').count(), 0)

  const checked = await signedIn('cnaf reviewer', true)
  for (const lang of ['fr', 'en']) await checkPages(checked.context(), portal, [`/review/${id}`], lang)
  const own = await signedIn('transport authority owner', true)
  for (const lang of ['fr', 'en']) await checkPages(own.context(), portal, [`/requests/${id}`], lang)
})

test("an editor's request reaches an authority by a link, and its owner takes it up", async () => {
  const editor = await signedIn('editor owner')
  await editor.goto(`${portal}/fr/requests/new?api=quotient-familial@v3`)
  await editor.getByLabel('Tarification solidaire des transports').check()
  await editor.getByRole('button', { name: 'Commencer' }).click()
  const template = new URL(editor.url()).pathname.split('/').at(-2) ?? ''
  await editor.goto(`${portal}/fr/requests/${template}`)
  await editor.getByRole('link', { name: 'Pour plusieurs autorités' }).click()
  await editor.getByLabel('Autorités', { exact: true }).fill('Rivebelle\n\nValmont\nRivebelle')
  await editor.getByRole('button', { name: 'Créer les liens' }).click()
  const links = await editor.locator('.secret code').allTextContents()
  assert.equal(links.length, 2)
  await editor.reload()
  assert.equal(await editor.locator('.secret').count(), 0, 'the links are shown once')

  const checked = await signedIn('editor owner', true)
  const path = new URL(links[1] ?? '').pathname.slice(3) + new URL(links[1] ?? '').search
  for (const lang of ['fr', 'en'])
    await checkPages(checked.context(), portal, [`/requests/${template}/authorities`, path], lang)

  const owner = await signedIn('second transport authority owner')
  await owner.goto(links[0] ?? '')
  assert.match(await textOf(owner, 'main'), /Mobilis Logiciels[\s\S]*Vérifiée par l’opérateur/)
  await owner.getByRole('button', { name: 'Reprendre cette demande' }).click()
  await owner.getByText('L’habilitation appartiendra à Agglomération de Rivebelle').waitFor()
  await editor.reload()
  assert.match(await textOf(editor, 'main tbody'), /Rivebelle\s*Reprise/)
})

test('a beneficiary finds an editor in the directory, and offers its authorization without typing an identifier', async () => {
  const page = await signedIn('transport authority owner')
  await page.goto(`${portal}/fr/authorizations`)
  await page.locator('main tbody th a').first().click()
  await page.waitForURL(/authorizations\/[0-9a-f-]{36}$/)
  await page.goto(`${page.url()}?editor=nobody-has-this-name`)
  assert.match(await textOf(page, 'section[aria-labelledby=delegations]'), /Aucune application d’éditeur ne correspond/)
  const checked = await signedIn('transport authority owner', true)
  for (const lang of ['fr', 'en']) {
    await checkPages(checked.context(), portal, [new URL(page.url()).pathname.slice(3)], lang)
  }
})

test('a draft saves itself while it is written', async () => {
  const page = await signedIn('transport authority owner', true)
  await page.goto(`${portal}/fr/requests/new?api=quotient-familial@v3`)
  await page.getByRole('button', { name: 'Commencer' }).click()
  await page.locator('#field-legal_text').fill('Délibération 2026-77')
  await page.getByText('Brouillon enregistré tout seul').waitFor()
  await page.locator('#field-legal_text').fill('Délibération 2026-78')
  await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click()
  await page.getByText('Le brouillon est enregistré').waitFor()
  assert.equal(await page.locator('#field-legal_text').inputValue(), 'Délibération 2026-78')
  await checkPages(page.context(), portal, [new URL(page.url()).pathname.slice(3)], 'fr')
})

test('a provider sees who uses its data, and suspends one access at once', async () => {
  const page = await signedIn('cnaf reviewer')
  await page.goto(`${portal}/fr/dashboard`)
  const provider = await page.locator('nav.side a[href*="/provider/"]').first().getAttribute('href')
  await page.goto(`${portal}${provider}`)
  await page.getByText('Suspendre un accès tout de suite').click()
  const card = page.locator('article.card').filter({ hasText: 'Rivebelle' }).first()
  await card.locator('summary').click()
  await card.locator('textarea').fill('Volume anormal')
  await card.getByRole('button').click()
  await page
    .locator('article.card')
    .filter({ hasText: 'Rivebelle' })
    .first()
    .getByText('Suspendu')
    .waitFor({ state: 'attached' })
  const checked = await signedIn('cnaf reviewer', true)
  for (const lang of ['fr', 'en']) await checkPages(checked.context(), portal, [(provider ?? '').slice(3)], lang)
})
