import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from '#support/browser.ts'
import { checkAccessibility, checkContrast } from '#support/check-accessibility.ts'
import { eventually } from '#support/control-world.ts'
import { httpExchange } from '#support/http-exchange.ts'
import { signInToPortal } from '#support/portal-visitor.ts'
import { basicAuthorization, requestToken } from '#support/request-token.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'

let platform: StartedPlatform
let browser: TestBrowser
before(async () => {
  platform = await startPlatform()
  browser = await openBrowser()
})
after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await platform?.[Symbol.asyncDispose]()
})

/** The demonstration's authority asks about Camille, a reserved test person, in production. */
async function consult(): Promise<void> {
  const { applications, production, first_call } = platform.demo
  const application = applications.find(({ environment }) => environment === 'production')
  assert.ok(application)
  const { body } = await requestToken(
    production.issuer,
    {},
    basicAuthorization(application.client_id, application.client_secret),
  )
  const headers = { authorization: `Bearer ${body.access_token}` }
  const answer = await httpExchange(`${production.gateway}${first_call.path}`, { headers })
  assert.equal(answer.status, 200, answer.text)
}

/** Logs a person in through the sandbox's provider, from the portal's own page. */
async function logIn(page: Page, person: string, lang = 'fr'): Promise<void> {
  await page.goto(`${platform.demo.portal}/${lang}/my-data`)
  await page.locator('main a.button').click()
  await page.locator(`button[name=person][value="${person}"]`).click()
  await page.waitForURL(`${platform.demo.portal}/${lang}/my-data/consultations`)
}

async function check(page: Page, what: string): Promise<void> {
  await page.evaluate('document.querySelectorAll("main details").forEach((fold) => { fold.open = true })')
  await checkAccessibility(page, what)
  await page.emulateMedia({ colorScheme: 'dark' })
  await checkContrast(page, `${what} (dark)`)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 320, height: 700 })
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  assert.equal(overflow, 0, `${what} scrolls sideways at 320 px`)
  await page.setViewportSize({ width: 1280, height: 900 })
}

async function signedIn(role: string, options: object = { javaScriptEnabled: false }): Promise<Page> {
  const account = platform.demo.accounts.find((one) => one.role === role)
  assert.ok(account, role)
  const page = await (await browser.visitor(options)).newPage()
  await signInToPortal(page, platform.demo.portal, account.email, account.password)
  return page
}

test('a person sees who consulted their data, reports an error without JavaScript, and reads the answer', {
  timeout: 180_000,
}, async () => {
  const { portal } = platform.demo
  await consult()
  const person = await (await browser.visitor({ javaScriptEnabled: false })).newPage()
  await logIn(person, 'camille.camille')
  await eventually(
    'the consultation is shown',
    async () => {
      await person.reload()
      return (await person.locator('main .timeline > li').count()) > 0
    },
    20_000,
  )
  const item = person.locator('main .timeline > li').first()
  assert.match(String(await item.locator('h2').textContent()), /Valmont/)
  assert.match(String(await item.locator('a[href^="/fr/register/"]').getAttribute('href')), /register\/[0-9a-f-]{36}$/)
  const text = String(await person.locator('main').textContent())
  assert.ok(!text.includes('312'), 'a value of the person is on the page')
  const proof = await item.locator('a[href*="/audit/inclusion"]').getAttribute('href')
  assert.equal((await httpExchange(`${portal}${proof}`)).status, 200)

  await item.getByText('Signaler une erreur').click()
  await item.locator('textarea').fill('court')
  await item.locator('form button').click()
  assert.equal(await person.locator('.error-summary').count(), 1)
  await person.locator('main .timeline textarea').first().fill('Mon quotient familial est faux depuis le mois de mars.')
  await person.locator('main .timeline form button').first().click()
  await person.waitForURL(`${portal}/fr/my-data/reports`)
  assert.match(String(await person.locator('main').textContent()), /Envoyé/)

  const provider = await signedIn('cnaf reviewer')
  await provider.locator('a[href^="/fr/provider/"]').first().click()
  await provider.locator('main a[href$="/error-reports"]').click()
  for (const [to, said] of [
    ['acknowledged', ''],
    ['in_analysis', ''],
    ['explained', 'Le quotient est celui de janvier, tel que déclaré.'],
  ] as const) {
    await provider.locator('main select[name=to]').selectOption(to)
    await provider.locator('main textarea[name=text]').fill(said)
    await provider.locator('main .timeline form button').click()
    await provider.waitForURL(/error-reports$/)
  }
  await person.reload()
  assert.match(String(await person.locator('main').textContent()), /Donnée confirmée/)
  await person.getByText("Je ne suis pas d'accord").click()
  await person.locator('main textarea').fill('La caisse a changé mon quotient en mars, voyez mon dossier.')
  await person.locator('main .timeline form button').click()
  await person.waitForURL(`${portal}/fr/my-data/reports`)
  assert.match(String(await person.locator('main').textContent()), /En cours d'examen/)

  await person.locator('main .tabs button').click()
  await person.waitForURL(`${portal}/fr/my-data`)
  await person.goto(`${portal}/fr/my-data/consultations`)
  assert.match(person.url(), /my-data\?login=needed$/)
})

test('the pages of a person and of providers are accessible in both languages', { timeout: 180_000 }, async () => {
  const { portal } = platform.demo
  for (const lang of ['fr', 'en']) {
    const page = await (await browser.visitor({})).newPage()
    await page.goto(`${portal}/${lang}/my-data`)
    assert.equal(await page.locator('html').getAttribute('lang'), lang)
    await check(page, `${lang}/my-data`)
    await logIn(page, 'camille.camille', lang)
    await check(page, `${lang}/my-data/consultations`)
    await page.goto(`${portal}/${lang}/my-data/reports`)
    await check(page, `${lang}/my-data/reports`)
    const provider = await signedIn('cnaf reviewer', {})
    const space = await provider.locator('a[href^="/fr/provider/"]').first().getAttribute('href')
    for (const pile of ['open', 'closed']) {
      await provider.goto(`${portal}${space?.replace('/fr/', `/${lang}/`)}/error-reports?state=${pile}`)
      await check(provider, `${lang}/provider/error-reports ${pile}`)
    }
  }
})

test('the session of a person and that of an account live apart', async () => {
  const { portal } = platform.demo
  const page = await signedIn('cnaf reviewer')
  await logIn(page, 'camille.camille')
  await page.goto(`${portal}/fr/my-data/consultations`)
  const cookies = await page.context().cookies()
  const own = cookies.find(({ name }) => name.endsWith('octroi-portal-person'))
  assert.ok(own?.httpOnly && own.sameSite === 'Lax')
  await page.locator('main .tabs button').click()
  await page.goto(`${portal}/fr/dashboard`)
  assert.equal(page.url(), `${portal}/fr/dashboard`)
})
