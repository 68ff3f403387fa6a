import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from '#support/browser.ts'
import { type FirstVisitor, makeFirstCall, sendRequest, settleIn } from '#support/first-visit.ts'
import { fictitiousSiret, signInToPortal } from '#support/portal-visitor.ts'
import { portalWords } from '#support/portal-words.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'

const callSeconds = 60
const requestSeconds = 300

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

async function reader(role: string | null, javaScriptEnabled = true): Promise<Page> {
  const page = await (await browser.visitor({ javaScriptEnabled })).newPage()
  const account = platform.demo.accounts.find((one) => one.role === role)
  if (account) await signInToPortal(page, portal, account.email, account.password)
  return page
}

/** The operator verifies an organization, as it must be before its requests are decided. */
async function verify(organization: string): Promise<void> {
  const say = portalWords('fr')
  const page = await reader('operator administrator', false)
  await page.goto(`${portal}/fr/operator/organizations?verification=unverified`)
  await page.getByRole('link', { name: organization }).click()
  await page.locator('input[name=verification][value=operator]').check()
  await page.getByRole('button', { name: say('operator.verify.save') }).click()
  await page.getByText(say('organization.verified')).waitFor()
  await page.context().close()
}

const visits = [
  { lang: 'fr', javaScriptEnabled: true, serial: 61 },
  { lang: 'en', javaScriptEnabled: false, serial: 62 },
] as const

for (const { lang, javaScriptEnabled, serial } of visits) {
  const how = `${lang === 'fr' ? 'French' : 'English'}${javaScriptEnabled ? '' : ' without scripts'}`
  test(`a first visit in ${how}: a call within a minute, a request within five, and its decision`, async (t) => {
    const page = await reader(null, javaScriptEnabled)
    const organization = `Mobilités de Rochebrune ${serial}`
    const email = `premiere.visite.${serial}@demo.example`
    const visitor: FirstVisitor = {
      ...{ page, portal, lang, email, organization, name: 'Aurore Rochebrune', siret: fictitiousSiret(serial) },
    }
    const began = performance.now()
    const seconds = () => (performance.now() - began) / 1_000
    await makeFirstCall(visitor)
    t.diagnostic(`first call: ${seconds().toFixed(1)} s`)
    assert.ok(seconds() < callSeconds)
    await settleIn(visitor)
    await verify(organization)
    const title = `Tarifs de Rochebrune ${serial}`
    await sendRequest(visitor, title)
    t.diagnostic(`request sent: ${seconds().toFixed(1)} s`)
    assert.ok(seconds() < requestSeconds)
    assert.equal(await page.locator('html').getAttribute('lang'), lang)

    const reviewer = await reader('cnaf reviewer', javaScriptEnabled)
    await reviewer.goto(`${portal}/${lang}/review`)
    await reviewer.getByRole('link', { name: title }).first().click()
    await reviewer.getByRole('button', { name: portalWords(lang)('vote.approve'), exact: true }).click()
    await reviewer.getByText(portalWords(lang)('vote.approve.done')).waitFor()
    await reviewer.context().close()
    await page.context().close()
  })
}
