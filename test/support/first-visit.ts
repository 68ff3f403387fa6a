import type { Page } from 'playwright-core'
import { portalWords } from './portal-words.ts'

export interface FirstVisitor {
  readonly page: Page
  readonly portal: string
  readonly lang: 'fr' | 'en'
  readonly name: string
  readonly email: string
  readonly organization: string
  readonly siret: string
}

const password = 'une phrase de passe bien longue'

/** From the home page to an answer of the sandbox, without an account. */
export async function makeFirstCall({ page, portal, lang }: FirstVisitor): Promise<void> {
  const say = portalWords(lang)
  await page.goto(`${portal}/${lang}`)
  await page.getByRole('link', { name: say('home.explore') }).click()
  await page.locator(`a[href="/${lang}/catalog/quotient-familial/v3"]`).first().click()
  await page.locator('.operations a').first().click()
  await page.getByRole('button', { name: say('try.send') }).click()
  await page.getByText(say('try.status').replace('{status}', '200')).waitFor()
}

/** Signs up and in, makes an organization and an application. */
export async function settleIn({ page, portal, lang, ...visitor }: FirstVisitor): Promise<void> {
  const say = portalWords(lang)
  await page.goto(`${portal}/${lang}/sign-up`)
  await page.locator('#field-name').fill(visitor.name)
  await page.locator('#field-email').fill(visitor.email)
  await page.locator('#field-password').fill(password)
  await page.getByRole('button', { name: say('signup.submit') }).click()
  await page.locator('#email').fill(visitor.email)
  await page.locator('#password').fill(password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL(`${portal}/${lang}/dashboard`)
  await page
    .getByRole('link', { name: say('organization.new') })
    .first()
    .click()
  await page.getByLabel(say('organization.name')).fill(visitor.organization)
  await page.getByLabel(say('organization.siret')).fill(visitor.siret)
  await page.getByRole('button', { name: say('organization.create') }).click()
  await page.getByText(say('organization.created')).waitFor()
  await page.goto(`${portal}/${lang}/applications/new`)
  await page.getByLabel(say('application.name')).fill(visitor.organization)
  await page.getByRole('button', { name: say('application.create') }).click()
  await page.getByText(say('application.created')).waitFor()
}

/** From the page of an API to a request that is sent, under the use case of solidarity fares. */
export async function sendRequest({ page, portal, lang }: FirstVisitor, title: string): Promise<void> {
  const say = portalWords(lang)
  await page.goto(`${portal}/${lang}/catalog/quotient-familial/v3`)
  await page.getByRole('link', { name: say('api.ask') }).click()
  await page.locator('input[name=use_case][value=tarification-solidaire-transports]').check()
  await page.getByRole('button', { name: say('request.start') }).click()
  await page.locator('#field-title').fill(title)
  for (const context of await page.locator('input[name=legal_contexts]').all()) await context.check()
  await page.locator('#field-expected_calls_per_day').fill('400')
  const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10)
  await page.locator('#field-end_date').fill(inAYear)
  for (const [index, name] of ['Alix Morel', 'Basile Renard', 'Céleste Vidal'].entries()) {
    await page.locator(`[name="contacts.${index}.name"]`).fill(name)
    await page.locator(`[name="contacts.${index}.email"]`).fill(`contact${index}@visite.example`)
  }
  await page.locator('#field-terms_accepted').check()
  await page.locator('#field-data_protection_officer_informed').check()
  await page.getByRole('button', { name: say('request.send'), exact: true }).click()
  await page.getByText(say('request.sent')).waitFor()
}
