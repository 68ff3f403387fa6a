import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { compactDecrypt, createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { createCookieBrowser } from '#support/cookie-browser.ts'
import {
  dataProvider,
  loginClient,
  loginCredential,
  type PersonIssuerWorld,
  redirectUri,
  startPersonIssuer,
} from '#support/person-issuer-world.ts'
import { basicAuthorization, sendRequest } from '#support/request-token.ts'

describe('the identity provider of fictional persons', () => {
  let world: PersonIssuerWorld
  before(async () => {
    world = await startPersonIssuer()
  })
  after(() => world[Symbol.asyncDispose]())

  const codeOf = (back: URL) => back.searchParams.get('code') ?? ''
  const keys = () => createRemoteJWKSet(new URL(`${world.issuer}/jwks`))
  const check = (token: string, change: Readonly<Record<string, string>> = {}) => {
    const { clientId, secret } = dataProvider
    const form = { client_id: clientId, client_secret: secret, token, ...change }
    return sendRequest(`${world.issuer}/checktoken`, { form })
  }
  async function introspect(token: string) {
    const answer = await check(token)
    assert.equal(answer.headers['content-type'], 'application/token-introspection+jwt')
    const { plaintext } = await compactDecrypt(answer.text, dataProvider.answerKey)
    const expected = { issuer: world.issuer, audience: dataProvider.clientId, typ: 'token-introspection+jwt' }
    const { payload } = await jwtVerify(plaintext, keys(), expected)
    return payload.token_introspection as Record<string, unknown>
  }

  it('describes itself with the paths that FranceConnect has', async () => {
    const { text } = await sendRequest(`${world.issuer}/.well-known/openid-configuration`)
    const found = JSON.parse(text)
    assert.equal(found.issuer, world.issuer)
    const paths = ['authorization', 'token', 'userinfo', 'end_session'].map((name) => found[`${name}_endpoint`])
    assert.deepEqual(
      paths.map((url: string) => url.slice(world.issuer.length)),
      ['/authorize', '/token', '/userinfo', '/session/end'],
    )
    assert.deepEqual(found.acr_values_supported, ['eidas1', 'eidas2', 'eidas3'])
    assert.ok(found.scopes_supported.includes('identite_pivot'))
    assert.ok(found.scopes_supported.includes('cnaf_quotient_familial'))
  })

  it('gives a code, signed tokens and the pivot identity of the person picked', async () => {
    const back = await world.logIn('camille.camille', { acr_values: 'eidas2' })
    assert.equal(`${back.origin}${back.pathname}`, redirectUri)
    assert.equal(back.searchParams.get('state'), 'the state')
    assert.equal(back.searchParams.get('iss'), world.issuer)
    const { status, body } = await world.redeem(codeOf(back))
    assert.equal(status, 200)
    const expected = { issuer: world.issuer, audience: loginClient.client_id }
    const { payload } = await jwtVerify(body.id_token ?? '', keys(), expected)
    assert.equal(payload.nonce, 'the nonce')
    assert.equal(payload.acr, 'eidas2')
    const headers = { authorization: `Bearer ${body.access_token}` }
    const answer = await sendRequest(`${world.issuer}/userinfo`, { headers })
    const { payload: identity } = await jwtVerify(answer.text, keys(), expected)
    assert.equal(identity.sub, payload.sub)
    const { given_name, given_name_array, family_name, birthdate, gender, birthplace, birthcountry } = identity
    assert.deepEqual(
      { given_name, given_name_array, family_name, birthdate, gender, birthplace, birthcountry },
      {
        given_name: 'CAMILLE LOUISE',
        given_name_array: ['CAMILLE', 'LOUISE'],
        family_name: 'VALCLAIR-SPÉCIMEN',
        birthdate: '1992-03-14',
        gender: 'female',
        birthplace: '69383',
        birthcountry: '99100',
      },
    )
    assert.equal(identity.preferred_username, undefined, 'a scope that was not asked for opens nothing')
  })

  it('says of an active token whose it is, whom it was given to and the data scopes alone', async () => {
    const token = await world.tokenOf('camille.camille', 'openid identite_pivot email cnaf_enfants cnaf_unknown')
    const said = await introspect(token)
    assert.equal(said.active, true)
    assert.equal(said.aud, loginClient.client_id)
    assert.equal(said.scope, 'cnaf_enfants')
    assert.equal(said.acr, 'eidas1')
    assert.equal(said.family_name, 'VALCLAIR-SPÉCIMEN')
    assert.equal(typeof said.exp, 'number')
    const second = await introspect(await world.tokenOf('camille.camille'))
    assert.equal(second.sub, said.sub)
    assert.notEqual((await introspect(await world.tokenOf('hugo.hugo'))).sub, said.sub)
  })

  it('gives another subject to each reader', async () => {
    const back = await world.logIn('camille.camille')
    const { body } = await world.redeem(codeOf(back))
    const said = await introspect(body.access_token ?? '')
    assert.notEqual(decodeJwt(body.id_token ?? '').sub, said.sub)
  })

  it('says nothing but "not active" of a token it does not know, or not any more', async () => {
    assert.deepEqual(await introspect('unknown-token'), { active: false })
    const token = await world.tokenOf('hugo.hugo')
    assert.equal((await introspect(token)).active, true)
    world.clock.advance(601_000)
    assert.deepEqual(await introspect(token), { active: false })
  })

  it('takes a question as JSON too, and refuses what it cannot read', async () => {
    const token = await world.tokenOf('hugo.hugo')
    const ask = (body: string) =>
      fetch(`${world.issuer}/checktoken`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const { clientId: client_id, secret: client_secret } = dataProvider
    const answer = await ask(JSON.stringify({ client_id, client_secret, token }))
    assert.equal(answer.headers.get('content-type'), 'application/token-introspection+jwt')
    for (const body of ['[]', '{', '"text"', '{"token":1}', JSON.stringify({ token: 'x'.repeat(20_000) })])
      assert.equal((await ask(body)).status, 400, body.slice(0, 20))
  })

  it('takes questions about tokens from its data provider alone', async () => {
    const token = await world.tokenOf('hugo.hugo')
    for (const change of [{ client_secret: 'wrong' }, { client_id: loginClient.client_id }, loginClient]) {
      const answer = await check(token, change)
      assert.equal(answer.status, 401)
      assert.equal(JSON.parse(answer.text).error, 'invalid_client')
    }
    assert.equal((await check('')).status, 400)
  })

  it('never redirects to an address that is not registered, letter for letter', async () => {
    for (const uri of [
      'https://evil.example/',
      `${redirectUri}/`,
      `${redirectUri}?a=1`,
      'http://localhost:4000/callback',
    ]) {
      const browser = createCookieBrowser(new URL(world.issuer).origin, '/france-connect/')
      const asked = new URLSearchParams({
        response_type: 'code',
        client_id: loginClient.client_id,
        redirect_uri: uri,
        scope: 'openid',
        state: 's',
        nonce: 'n',
        acr_values: 'eidas1',
      })
      const page = await browser.open(`${world.issuer}/authorize?${asked}`, { 'accept-language': 'en' })
      assert.equal(page.status, 400, uri)
      assert.match(page.text, /<html lang="en">/)
      assert.match(page.text, /This request leads nowhere/)
    }
  })

  it('tells the service what its request lacks', async () => {
    for (const name of ['state', 'nonce', 'acr_values']) {
      const back = await world.logIn('hugo.hugo', { [name]: null })
      assert.equal(back.searchParams.get('error'), 'invalid_request', name)
      assert.match(back.searchParams.get('error_description') ?? '', new RegExp(`^${name} `))
    }
    const weak = await world.logIn('hugo.hugo', { acr_values: 'eidas9' })
    assert.match(weak.searchParams.get('error_description') ?? '', /eidas1, eidas2, eidas3/)
  })

  it('lets the person go back, and asks again each time', async () => {
    const back = await world.logIn(null)
    assert.equal(back.searchParams.get('error'), 'access_denied')
    assert.equal(back.searchParams.get('state'), 'the state')
    const silent = await world.logIn('hugo.hugo', { prompt: 'none' })
    assert.equal(silent.searchParams.get('error'), 'login_required')
  })

  it('takes no person who is not on its list', async () => {
    const back = await world.logIn('somebody.else')
    assert.match(back.pathname, /\/interaction\//)
  })

  it('redeems a code once, and a second time ends what the first was given', async () => {
    const code = codeOf(await world.logIn('hugo.hugo'))
    const first = await world.redeem(code)
    assert.equal((await introspect(first.body.access_token ?? '')).active, true)
    const second = await world.redeem(code)
    assert.equal(second.status, 400)
    assert.equal(second.body.error, 'invalid_grant')
    assert.deepEqual(await introspect(first.body.access_token ?? ''), { active: false })
  })

  it('redeems one of two concurrent uses of a code', async () => {
    const code = codeOf(await world.logIn('hugo.hugo'))
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.redeem(code)))
    assert.ok(answers.filter(({ status }) => status === 200).length <= 1)
  })

  it('redeems a code for its own client, address and verifier alone', async () => {
    const code = codeOf(await world.logIn('hugo.hugo'))
    assert.equal((await world.redeem(code, { client_secret: 'wrong' })).status, 401)
    const elsewhere = { redirect_uri: 'http://localhost:3999/callback' }
    assert.equal((await world.redeem(code, elsewhere)).body.error, 'invalid_grant')
    const challenge = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' }
    const bound = codeOf(await world.logIn('hugo.hugo', challenge))
    assert.equal((await world.redeem(bound)).body.error, 'invalid_grant')
    const proven = codeOf(await world.logIn('hugo.hugo', challenge))
    const verifier = { code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' }
    assert.equal((await world.redeem(proven, verifier)).status, 200)
  })

  it('knows its client by Basic authentication too', async () => {
    const code = codeOf(await world.logIn('hugo.hugo'))
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri }
    const headers = basicAuthorization(loginClient.client_id, loginClient.client_secret)
    assert.equal((await sendRequest(`${world.issuer}/token`, { form, headers })).status, 200)
  })

  it('forgets a client that was revoked, and the tokens of its people', async () => {
    const token = await world.tokenOf('hugo.hugo')
    world.change(['credential'], ({ states }) => states.credential.delete('cred-login'))
    try {
      assert.deepEqual(await introspect(token), { active: false })
    } finally {
      world.change(['credential'], ({ states }) => states.credential.set('cred-login', loginCredential()))
    }
    assert.equal((await introspect(token)).active, true)
  })

  it('ends the session and its tokens when its own client asks, and goes back where that is registered', async () => {
    const browser = createCookieBrowser(new URL(world.issuer).origin, '/france-connect/')
    const back = await world.logIn('hugo.hugo', {}, browser)
    const { body } = await world.redeem(codeOf(back))
    const asked = (uri: string) =>
      new URLSearchParams({ id_token_hint: body.id_token ?? '', post_logout_redirect_uri: uri, state: 'bye' })
    const elsewhere = await browser.open(`${world.issuer}/session/end?${asked('https://evil.example/')}`)
    assert.equal(elsewhere.status, 400)
    assert.equal((await introspect(body.access_token ?? '')).active, true)
    const bye = await browser.open(`${world.issuer}/session/end?${asked('https://service.example/fin')}`)
    assert.equal(bye.url, 'https://service.example/fin?state=bye')
    assert.deepEqual(await introspect(body.access_token ?? ''), { active: false })
  })

  it('answers no foreign Host and no path it does not have', async () => {
    const foreign = await sendRequest(`${world.issuer}/jwks`, { headers: { host: 'evil.example' } })
    assert.equal(foreign.status, 421)
    assert.equal((await sendRequest(`${world.issuer}/reg`)).status, 404)
    assert.equal((await sendRequest(`${world.issuer}/token`)).status, 405)
  })

  it('fails nowhere by itself', () => {
    assert.deepEqual(
      world.events.filter(({ type }) => type === 'server_error'),
      [],
    )
  })
})
