import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openBrowser, type TestBrowser } from '#support/browser.ts'
import { signInToPortal } from '#support/portal-visitor.ts'
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

test('an English reader goes from the guides to a first call and a draft request', async () => {
  const { portal } = platform.demo
  const context = await browser.visitor()
  const page = await context.newPage()
  const failures: string[] = []
  page.on('console', (message) => message.type() === 'error' && failures.push(`${page.url()}: ${message.text()}`))
  page.on('framenavigated', (frame) => {
    const { pathname } = new URL(frame.url())
    if (/^\/fr(\/|$)/.test(pathname) && pathname !== '/fr/dashboard') failures.push(`led to ${pathname}`)
  })

  await page.goto(`${portal}/en`)
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Documentation' }).click()
  await page.getByLabel('Search guides, operations and errors').fill('family index')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.locator('a[href="/en/catalog/quotient-familial/v3/getQuotientFamilialIdentite"]').click()
  await page.getByLabel(/^Cause an answer/).selectOption('maintenance')
  await page.getByRole('button', { name: 'Send the call' }).click()
  await page.getByText('Answer 503').waitFor()
  await page.getByLabel(/^Cause an answer/).selectOption('')
  await page.getByRole('button', { name: 'Send the call' }).click()
  await page.getByText('Answer 200').waitFor()
  await page.getByText('Python', { exact: true }).first().click()
  assert.equal(await page.locator('details[name=snippet][open]').count(), 1)

  const account = platform.demo.accounts.find(({ role }) => role === 'transport authority owner')
  await signInToPortal(page, portal, account?.email ?? '', account?.password ?? '')
  await page.goto(`${portal}/en/applications/new`)
  await page.getByLabel('Name of the application').fill('English desk')
  await page.getByRole('button', { name: 'Create the application' }).click()
  await page.getByText('The application is created.').waitFor()
  const application = page.url().split('/').at(-1)
  await page.getByText('Create a sandbox credential').click()
  await page.locator('#field-sandbox-label').fill('first try')
  await page.getByRole('button', { name: 'Create the credential' }).first().click()
  assert.match((await page.locator('.secret').textContent()) ?? '', /oct_sbx_/)

  await page.goto(`${portal}/en/requests/new?application=${application}`)
  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByLabel('Title').fill('Solidarity fares')
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await page.getByText('The draft is saved.').waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'en')
  assert.deepEqual(failures, [])
  await context.close()
})
