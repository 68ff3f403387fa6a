import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import type { Page } from 'playwright-core'
import { signInAs } from '#support/approve-request.ts'
import { openBrowser, type TestBrowser } from '#support/browser.ts'
import { checkAccessibility, checkContrast } from '#support/check-accessibility.ts'
import { createCookieBrowser } from '#support/cookie-browser.ts'
import { httpExchange } from '#support/http-exchange.ts'
import { signInToPortal } from '#support/portal-visitor.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'

const operation = '/v3/dss/quotient_familial/france_connect?recipient=00000001800010'
const scope = 'openid identite_pivot preferred_username cnaf_quotient_familial cnaf_enfants'

let platform: StartedPlatform
let browser: TestBrowser
/** The developer's own service, where people come back to. */
const service = createServer((_request, response) => response.end('back at the service'))
before(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  platform = await startPlatform()
  browser = await openBrowser()
})
after(async () => {
  service.close()
  service.closeAllConnections()
  await browser?.[Symbol.asyncDispose]()
  await platform?.[Symbol.asyncDispose]()
})

interface Login {
  readonly client: openid.Configuration
  readonly redirectUri: string
  readonly verifier: string
  readonly checks: { readonly pkceCodeVerifier: string; readonly expectedState: string; readonly expectedNonce: string }
  readonly url: URL
}

/** What a service does before it sends somebody to log in, with a library that is not ours. */
async function beginLogin(
  client: openid.Configuration,
  redirectUri: string,
  more: Record<string, string> = {},
): Promise<Login> {
  const verifier = openid.randomPKCECodeVerifier()
  const checks = {
    pkceCodeVerifier: verifier,
    expectedState: openid.randomState(),
    expectedNonce: openid.randomNonce(),
  }
  const url = openid.buildAuthorizationUrl(client, {
    redirect_uri: redirectUri,
    scope,
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    acr_values: 'eidas1',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  })
  return { client, redirectUri, verifier, checks, url }
}

function discover(issuer: string, id: string, secret: string): Promise<openid.Configuration> {
  const metadata = { userinfo_signed_response_alg: 'ES256' }
  const options = { execute: [openid.allowInsecureRequests] }
  return openid.discovery(new URL(issuer), id, metadata, openid.ClientSecretPost(secret), options)
}

const callWith = (token: string, gateway = platform.demo.sandbox.gateway) =>
  httpExchange(`${gateway}${operation}`, { headers: { authorization: `Bearer ${token}` } })

test('a service built on a library logs a person in and reads what they let pass', async () => {
  const { issuer, client_id, client_secret, redirect_uris } = platform.demo.france_connect
  const client = await discover(issuer, client_id, client_secret)
  const login = await beginLogin(client, redirect_uris[0] ?? '')
  const visitor = createCookieBrowser(new URL(issuer).origin, '/france-connect/')
  const page = await visitor.open(login.url.href, { cookie: 'octroi_portal=anything' })
  assert.equal(page.status, 200)
  const back = await visitor.submit(page.url, { person: 'camille.camille' })
  const tokens = await openid.authorizationCodeGrant(client, new URL(back.url), login.checks)
  const claims = tokens.claims()
  assert.equal(claims?.acr, 'eidas1')
  const identity = await openid.fetchUserInfo(client, tokens.access_token, claims?.sub ?? '')
  assert.equal(identity.family_name, 'VALCLAIR-SPÉCIMEN')
  const answer = await callWith(tokens.access_token)
  assert.equal(answer.status, 200, answer.text)
  const { data } = JSON.parse(answer.text)
  assert.equal(data.quotient_familial.valeur, 312)
  assert.deepEqual(Object.keys(data).sort(), ['enfants', 'quotient_familial'])
  await assert.rejects(openid.authorizationCodeGrant(client, new URL(back.url), login.checks))
  assert.equal((await callWith(tokens.access_token, platform.demo.production.gateway)).status, 503)
})

test('the gateway carries the cookies of the login pages and of nothing else', async () => {
  const { issuer, client_id, redirect_uris } = platform.demo.france_connect
  const asked = new URLSearchParams({
    ...{ response_type: 'code', client_id, redirect_uri: redirect_uris[0] ?? '', scope: 'openid' },
    ...{ state: 's', nonce: 'n', acr_values: 'eidas1' },
  })
  const page = await httpExchange(`${issuer}/authorize?${asked}`)
  const cookies = [page.headers['set-cookie'] ?? []].flat()
  assert.ok(cookies.length > 0 && cookies.every((cookie) => /^octroi_person\w*(\.sig)?=/.test(cookie)))
  assert.ok(cookies.every((cookie) => /httponly/i.test(cookie) && /path=\/france-connect\/api\/v2/i.test(cookie)))
  const elsewhere = await httpExchange(`${platform.demo.production.gateway}/france-connect/api/v2/jwks`)
  assert.equal(elsewhere.status, 404)
})

/** Registers a service in the portal and answers the client it got. */
async function registerService(page: Page, address: string): Promise<{ id: string; secret: string }> {
  const { portal, accounts } = platform.demo
  const account = accounts.find(({ role }) => role === 'transport authority owner')
  await signInToPortal(page, portal, account?.email ?? '', account?.password ?? '')
  await page.goto(`${portal}/en/applications`)
  await page.getByRole('link', { name: 'Billettique Valmont' }).first().click()
  await page.getByText('Let people log in (FranceConnect)').click()
  const label = page.locator('#field-sandbox-login-label')
  const addresses = page.locator('#field-sandbox-login-france_connect')
  await label.fill('journey')
  await addresses.fill('http://service.example/callback')
  await page.getByRole('button', { name: 'Register' }).first().click()
  await page.getByRole('alert').waitFor()
  assert.equal(await addresses.getAttribute('aria-invalid'), 'true')
  await addresses.fill(`${address}\nhttps://service.example/callback`)
  await page.getByRole('button', { name: 'Register' }).first().click()
  await page.locator('.secret').waitFor()
  await checkAccessibility(page, 'the client of the identity provider')
  const [id = '', secret = ''] = await page.locator('.secret figure code').allTextContents()
  return { id, secret }
}

test('a developer registers a service, and a person is found and picked without scripts, in both languages', async () => {
  const address = `http://localhost:${(service.address() as AddressInfo).port}/callback`
  const developer = await browser.visitor({ locale: 'en-GB' })
  const { id, secret } = await registerService(await developer.newPage(), address)
  const client = await discover(platform.demo.france_connect.issuer, id, secret)

  const citizen = await browser.visitor({ javaScriptEnabled: false, locale: 'fr-FR' })
  const page = await citizen.newPage()
  const login = await beginLogin(client, address)
  await page.goto(login.url.href)
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr')
  await page.getByText('Bac à sable : personne n').waitFor()
  await page.getByText('Enfants à charge').waitFor()
  await page.getByLabel('Chercher un nom ou une situation').fill('mere seule')
  await page.getByRole('button', { name: 'Chercher' }).click()
  await page.getByRole('link', { name: 'English' }).click()
  assert.equal(await page.locator('html').getAttribute('lang'), 'en')
  await page.getByText('Sandbox: nobody here exists').waitFor()
  await page.getByRole('button', { name: 'Continue as CAMILLE VALCLAIR-SPÉCIMEN' }).click()
  await page.getByText('back at the service').waitFor()
  const tokens = await openid.authorizationCodeGrant(client, new URL(page.url()), login.checks)
  assert.equal((await callWith(tokens.access_token)).status, 200)

  const bye = openid.buildEndSessionUrl(client, { id_token_hint: tokens.id_token ?? '' })
  await page.goto(bye.href)
  await page.getByText('Vous êtes déconnecté').waitFor()
  assert.equal(
    (
      await httpExchange(`${platform.demo.france_connect.issuer}/userinfo`, {
        headers: { authorization: `Bearer ${tokens.access_token}` },
      })
    ).status,
    401,
  )
})

test('the page where a person is picked is accessible, dark and light, and so is its refusal', async () => {
  const { issuer, client_id, client_secret, redirect_uris } = platform.demo.france_connect
  const client = await discover(issuer, client_id, client_secret)
  const login = await beginLogin(client, redirect_uris[0] ?? '')
  const visitor = await browser.visitor()
  const page = await visitor.newPage()
  await page.goto(login.url.href)
  await checkAccessibility(page, 'picking a person')
  await page.emulateMedia({ colorScheme: 'dark' })
  await checkContrast(page, 'picking a person in the dark')
  await page.goto(`${issuer}/authorize?client_id=nobody`)
  await checkAccessibility(page, 'a request that leads nowhere')
})

test('in production a FranceConnect client belongs to one application, and its secret stays with FranceConnect', async () => {
  const register = async (role: string) => {
    const owner = await signInAs(platform.demo, role)
    const { json: me } = await owner.get('/me')
    const { json: list } = await owner.get(`/organizations/${me.memberships[0].organization.id}/applications`)
    const credential = { environment: 'production', kind: 'france_connect', label: 'FranceConnect' }
    const france_connect = { client_id: 'client-given-by-france-connect' }
    const made = await owner.post(`/applications/${list.items[0].id}/credentials`, { ...credential, france_connect })
    return { owner, made }
  }
  const { owner, made } = await register('transport authority owner')
  assert.equal(made.status, 201, made.text)
  assert.equal(made.json.secret, null)
  assert.equal(made.json.client_id, 'client-given-by-france-connect')
  const taken = await register('second transport authority owner')
  assert.equal(taken.made.status, 409)
  assert.match(taken.made.json.type, /france-connect-client-taken$/)
  const path = `/credentials/${made.json.credential.id}`
  assert.equal((await owner.post(`${path}/rotation`, { overlap_seconds: 60 })).status, 409)
  assert.equal((await owner.delete(path)).status, 200)
  assert.equal((await register('second transport authority owner')).made.status, 201)
})
