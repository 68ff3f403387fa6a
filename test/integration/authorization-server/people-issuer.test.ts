import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import * as client from 'openid-client'
import { createCookieBrowser } from '#support/cookie-browser.ts'
import { startPeopleIssuer } from '#support/people-issuer-world.ts'
import { basicAuthorization, requestToken, sendRequest } from '#support/request-token.ts'

const password = 'pont aux quatre arches'
const world = await startPeopleIssuer()
after(() => world[Symbol.asyncDispose]())

/** A new account, and the address it is known by. */
async function addPerson() {
  const email = `camille.${randomBytes(4).toString('hex')}@valmont.example`
  return { email, accountId: await world.addPerson(email, password) }
}
const insecure = { execute: [client.allowInsecureRequests] }

function portal() {
  const authentication = client.ClientSecretBasic(world.secrets.portalClientSecret)
  return client.discovery(new URL(world.issuerUrl), 'octroi-portal', undefined, authentication, insecure)
}

function commandLine() {
  return client.discovery(new URL(world.issuerUrl), 'octroi-cli', undefined, client.None(), insecure)
}

/** Goes through the login page as a person does, and redeems the code. */
async function logIn(
  config: client.Configuration,
  email: string,
  redirect_uri: string,
  browser = createCookieBrowser(world.publicUrl),
) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const expectedState = client.randomState()
  const expectedNonce = client.randomNonce()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri,
    scope: 'openid offline_access',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ui_locales: 'fr',
  })
  let page = await browser.open(url.href)
  if (page.status === 200) {
    assert.match(page.text, /<html lang="fr">/)
    page = await browser.submit(page.url, { email: email.toUpperCase(), password })
  }
  assert.equal(page.status, 303, page.text)
  const tokens = await client.authorizationCodeGrant(config, new URL(page.url), {
    pkceCodeVerifier,
    expectedState,
    expectedNonce,
  })
  return { tokens, browser, callback: page.url }
}

test('a person signs in to the portal and the management API knows who acts', async () => {
  const { email, accountId } = await addPerson()
  const config = await portal()
  const { tokens } = await logIn(config, email, `${world.publicUrl}/session/callback`)
  assert.equal(tokens.claims()?.sub, accountId)
  assert.equal(tokens.expires_in, 600)
  assert.ok(!tokens.access_token.includes('.'), 'opaque')
  const actor = await world.verifier.verify(tokens.access_token)
  assert.deepEqual(actor, {
    account_id: accountId,
    kind: 'person',
    name: 'Camille Essai',
    locale: 'fr',
    memberships: [],
  })
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
  assert.equal((await world.verifier.verify(renewed.access_token))?.account_id, accountId)
  assert.equal(await world.verifier.verify(`${tokens.access_token.slice(0, -1)}_`), null)
})

test('ending the sessions of an account kills its tokens, its refresh token and its cookie at once', async () => {
  const { email, accountId } = await addPerson()
  const config = await portal()
  const { tokens, browser } = await logIn(config, email, `${world.publicUrl}/session/callback`)
  await world.endSessions(accountId)
  assert.equal(await world.verifier.verify(tokens.access_token), null)
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token ?? ''), { error: 'invalid_grant' })
  const again = await browser.open(
    `${world.issuerUrl}/auth?${new URLSearchParams({
      client_id: 'octroi-portal',
      redirect_uri: `${world.publicUrl}/session/callback`,
      response_type: 'code',
      scope: 'openid',
      code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
      code_challenge_method: 'S256',
    })}`,
  )
  assert.equal(again.status, 200)
  assert.match(again.url, /\/login\/interaction\//)
})

test('a suspended account is dead everywhere at once', async () => {
  const { email, accountId } = await addPerson()
  const config = await portal()
  const redirectUri = `${world.publicUrl}/session/callback`
  const { tokens, browser } = await logIn(config, email, redirectUri)
  await world.setAccountState(accountId, 'suspended')
  assert.equal(await world.verifier.verify(tokens.access_token), null)
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token ?? ''), { error: 'invalid_grant' })
  await assert.rejects(logIn(config, email, redirectUri, browser), /422/)
})

test('a second visit with the session asks for no password; the portal logs out at once with its ID token', async () => {
  const { email } = await addPerson()
  const config = await portal()
  const redirectUri = `${world.publicUrl}/session/callback`
  const first = await logIn(config, email, redirectUri)
  const second = await logIn(config, email, redirectUri, first.browser)
  assert.notEqual(second.tokens.access_token, first.tokens.access_token)
  const logout = client.buildEndSessionUrl(config, {
    id_token_hint: second.tokens.id_token ?? '',
    post_logout_redirect_uri: `${world.publicUrl}/`,
    state: 'kept',
  })
  const left = await first.browser.open(logout.href)
  assert.equal(left.url, `${world.publicUrl}/?state=kept`)
  assert.equal(first.browser.cookies.get('octroi_login'), undefined)
  assert.equal(await world.verifier.verify(second.tokens.access_token), null)
})

test('a logout link without a hint asks first', async () => {
  const { email } = await addPerson()
  const config = await portal()
  const { tokens, browser } = await logIn(config, email, `${world.publicUrl}/session/callback`)
  const page = await browser.open(`${world.issuerUrl}/session/end`, { 'accept-language': 'en' })
  assert.match(page.text, /Do you want to log out\?/)
  assert.ok(await world.verifier.verify(tokens.access_token))
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const done = await browser.submit(`${world.issuerUrl}/session/end/confirm`, { xsrf, logout: 'yes' })
  assert.match(done.text, /déconnecté|logged out/)
  assert.equal(await world.verifier.verify(tokens.access_token), null)
})

test('a command line signs in on a loopback port of its own, with a password each time and rotating refresh tokens', async () => {
  const { email, accountId } = await addPerson()
  const web = await logIn(await portal(), email, `${world.publicUrl}/session/callback`)
  const config = await commandLine()
  const page = await web.browser.open(
    `${world.issuerUrl}/auth?${new URLSearchParams({
      client_id: 'octroi-cli',
      redirect_uri: 'http://127.0.0.1:53682/cb',
      response_type: 'code',
      scope: 'openid',
      code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
      code_challenge_method: 'S256',
    })}`,
  )
  assert.match(page.text, /la ligne de commande|the command line/)
  assert.match(String(page.headers['content-security-policy']), /form-action 'self' http:\/\/127\.0\.0\.1:53682/)
  const { tokens } = await logIn(config, email, 'http://127.0.0.1:53682/cb')
  assert.equal((await world.verifier.verify(tokens.access_token))?.account_id, accountId)
  const first = tokens.refresh_token ?? ''
  const next = await client.refreshTokenGrant(config, first)
  assert.notEqual(next.refresh_token, first)
  await assert.rejects(client.refreshTokenGrant(config, first), { error: 'invalid_grant' })
  await assert.rejects(client.refreshTokenGrant(config, next.refresh_token ?? ''), { error: 'invalid_grant' })
  assert.equal(await world.verifier.verify(next.access_token), null, 'a reused refresh token ends its grant')
})

test('a machine account gets a token for the management API with its secret', async () => {
  const secret = `oct_mgt_${randomBytes(32).toString('base64url')}`
  const accountId = await world.addMachine(createHash('sha256').update(secret).digest('hex'))
  const basic = await requestToken(world.issuerUrl, {}, basicAuthorization(accountId, secret))
  const post = await requestToken(world.issuerUrl, { client_id: accountId, client_secret: secret })
  assert.deepEqual([basic.status, post.status], [200, 200])
  const actor = await world.verifier.verify(String(basic.body.access_token))
  assert.deepEqual([actor?.account_id, actor?.kind], [accountId, 'machine'])
  const wrong = await requestToken(world.issuerUrl, {}, basicAuthorization(accountId, `${secret}x`))
  assert.deepEqual([wrong.status, wrong.body.error], [401, 'invalid_client'])
  await world.endSessions(accountId)
  assert.equal(await world.verifier.verify(String(post.body.access_token)), null)
  await world.setAccountState(accountId, 'suspended')
  const suspended = await requestToken(world.issuerUrl, {}, basicAuthorization(accountId, secret))
  assert.equal(suspended.status, 401)
})

test('a client revokes its own refresh token and all that hangs on it', async () => {
  const { email } = await addPerson()
  const config = await portal()
  const { tokens } = await logIn(config, email, `${world.publicUrl}/session/callback`)
  await client.tokenRevocation(config, tokens.refresh_token ?? '')
  assert.equal(await world.verifier.verify(tokens.access_token), null)
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token ?? ''), { error: 'invalid_grant' })
})

test('metadata is at both well-known places of RFC 8414 and at that of OpenID', async () => {
  const texts = await Promise.all(
    [
      `${world.issuerUrl}/.well-known/oauth-authorization-server`,
      `${world.publicUrl}/.well-known/oauth-authorization-server/login`,
      `${world.issuerUrl}/.well-known/openid-configuration`,
    ].map(async (url) => (await sendRequest(url)).text),
  )
  assert.equal(new Set(texts).size, 1)
  assert.equal(JSON.parse(texts[0] ?? '{}').issuer, world.issuerUrl)
})

test('the login page speaks the other language on request and keeps it after a refusal', async () => {
  const browser = createCookieBrowser(world.publicUrl)
  const config = await portal()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: `${world.publicUrl}/session/callback`,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
    ui_locales: 'fr',
  })
  const page = await browser.open(url.href)
  const href = /<a href="([^"]+)" hreflang="en"/.exec(page.text)?.[1] ?? ''
  const inEnglish = await browser.open(world.publicUrl + href)
  assert.match(inEnglish.text, /<html lang="en">/)
  const action = /action="([^"]+)"/.exec(inEnglish.text)?.[1] ?? ''
  const refused = await browser.submit(world.publicUrl + action, { email: 'nobody@valmont.example', password: 'x' })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /do not go together/)
})
