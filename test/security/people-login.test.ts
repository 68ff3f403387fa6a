import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import * as client from 'openid-client'
import { createCookieBrowser } from '#support/cookie-browser.ts'
import { startPeopleIssuer } from '#support/people-issuer-world.ts'
import { basicAuthorization, sendRequest } from '#support/request-token.ts'

const password = 'pont aux quatre arches'
const world = await startPeopleIssuer()
after(() => world[Symbol.asyncDispose]())
const callback = `${world.publicUrl}/session/callback`
const portalAuthorization = basicAuthorization('octroi-portal', world.secrets.portalClientSecret)

async function addPerson() {
  const email = `dominique.${randomBytes(4).toString('hex')}@valmont.example`
  return { email, accountId: await world.addPerson(email, password) }
}

async function authorizationUrl(change: Readonly<Record<string, string | undefined>> = {}) {
  const verifier = client.randomPKCECodeVerifier()
  const parameters = {
    client_id: 'octroi-portal',
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid',
    state: 'state-1',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...change,
  }
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { url: `${world.issuerUrl}/auth?${new URLSearchParams(given)}`, verifier }
}

/** Opens the login page in a new browser. */
async function openLogin(change: Readonly<Record<string, string | undefined>> = {}) {
  const browser = createCookieBrowser(world.publicUrl)
  const { url, verifier } = await authorizationUrl(change)
  return { browser, verifier, page: await browser.open(url) }
}

async function getCode(email: string) {
  const { browser, verifier, page } = await openLogin()
  const done = await browser.submit(page.url, { email, password })
  return { code: new URL(done.url).searchParams.get('code') ?? '', verifier }
}

/** Does it `times` times, five at once: enough to race, few enough for the one connection of the embedded store. */
async function fewAtATime<T>(times: number, act: (at: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  while (results.length < times) {
    const size = Math.min(5, times - results.length)
    const from = results.length
    results.push(...(await Promise.all(Array.from({ length: size }, (_, at) => act(from + at)))))
  }
  return results
}

async function redeem(form: Readonly<Record<string, string>>, headers: Record<string, string> = portalAuthorization) {
  const answer = await sendRequest(`${world.issuerUrl}/token`, {
    form: { grant_type: 'authorization_code', redirect_uri: callback, ...form },
    headers,
  })
  return { status: answer.status, body: JSON.parse(answer.text) as Record<string, string> }
}

test('a code cannot be asked without PKCE, with plain PKCE, or as a token', async () => {
  const wrong = [
    { code_challenge: undefined, code_challenge_method: undefined },
    { code_challenge_method: 'plain' },
    { code_challenge_method: undefined },
    { response_type: 'token' },
    { response_type: 'id_token', nonce: 'n' },
    { response_type: 'code id_token', nonce: 'n' },
  ]
  for (const change of wrong) {
    const { page } = await openLogin(change)
    assert.ok(!/name="password"/.test(page.text), JSON.stringify(change))
    assert.ok(!/[?&#]code=/.test(page.url), JSON.stringify(change))
  }
})

test('nobody is redirected to an address that is not the client’s', async () => {
  const addresses = [
    'https://evil.example/session/callback',
    `${callback}/../../evil`,
    `${callback}?next=https://evil.example`,
    `${world.publicUrl}.evil.example/session/callback`,
    'javascript:alert(1)',
    'http://127.0.0.1:1/callback',
  ]
  for (const redirect_uri of addresses) {
    const { page } = await openLogin({ redirect_uri })
    assert.equal(page.status, 400, redirect_uri)
    assert.equal(page.headers.location, undefined)
  }
  const foreign = [
    'https://127.0.0.1/callback',
    'http://127.0.0.1.evil.example/',
    'http://user@127.0.0.1/',
    'http://10.0.0.1/',
  ]
  for (const redirect_uri of foreign) {
    const { page } = await openLogin({ client_id: 'octroi-cli', redirect_uri })
    assert.equal(page.status, 400, redirect_uri)
  }
})

test('a code is good once, also when ten redeem it at the same moment, and a reuse ends what it gave', async () => {
  const { email } = await addPerson()
  const { code, verifier } = await getCode(email)
  const answers = await Promise.all(Array.from({ length: 10 }, () => redeem({ code, code_verifier: verifier })))
  const given = answers.filter((answer) => answer.status === 200)
  assert.ok(given.length <= 1, `${given.length} tokens from one code`)
  assert.ok(answers.filter((answer) => answer.status === 400).length >= 9)
  for (const { body } of given) assert.equal(await world.verifier.verify(body.access_token ?? ''), null)
})

test('a code is bound to its verifier, its client and its redirect address', async () => {
  const { email } = await addPerson()
  const attempts: ((verifier: string) => Promise<{ status: number }>)[] = [
    async () => redeem({ code: (await getCode(email)).code, code_verifier: client.randomPKCECodeVerifier() }),
    async () => redeem({ code: (await getCode(email)).code }),
    async () => {
      const { code, verifier } = await getCode(email)
      return redeem({ code, code_verifier: verifier, client_id: 'octroi-cli' }, {})
    },
    async () => {
      const { code, verifier } = await getCode(email)
      return redeem({ code, code_verifier: verifier, redirect_uri: `${callback}2` })
    },
    async () => {
      const { code, verifier } = await getCode(email)
      return redeem({ code, code_verifier: verifier }, basicAuthorization('octroi-portal', 'wrong'))
    },
  ]
  for (const attempt of attempts) assert.ok([400, 401].includes((await attempt('')).status))
})

test('an unknown address, a wrong password and a suspended account look the same', async () => {
  const { email } = await addPerson()
  const suspended = await addPerson()
  await world.setAccountState(suspended.accountId, 'suspended')
  const pages: string[] = []
  for (const [typed, secret] of [
    [email, 'wrong'],
    ['nobody@valmont.example', password],
    [suspended.email, password],
  ] as const) {
    const { browser, page } = await openLogin()
    const answer = await browser.submit(page.url, { email: typed, password: secret })
    assert.equal(answer.status, 422)
    pages.push(answer.text.replaceAll(typed, '').replace(/interaction\/[\w-]+/g, ''))
  }
  assert.equal(new Set(pages).size, 1)
})

test('guessing at one address stops, also when the guesses come at once, and says when to come back', async () => {
  const { email } = await addPerson()
  const { browser, page } = await openLogin()
  const guesses = await fewAtATime(20, (at) => browser.submit(page.url, { email, password: `guess ${at}` }))
  assert.equal(guesses.filter((answer) => answer.status === 422).length, 15)
  assert.equal(guesses.filter((answer) => answer.status === 429).length, 5)
  const right = await browser.submit(page.url, { email, password })
  assert.equal(right.status, 429)
  assert.ok(Number(right.headers['retry-after']) > 0)
})

test('a login form of another site, of another browser or without a cookie is refused', async () => {
  const { email } = await addPerson()
  const { browser, page } = await openLogin()
  const form = { email, password }
  const crossOrigin = await browser.submit(page.url, form, { origin: 'https://evil.example' })
  const crossSite = await browser.submit(page.url, form, { 'sec-fetch-site': 'cross-site' })
  const stranger = await createCookieBrowser(world.publicUrl).submit(page.url, form)
  const other = await openLogin()
  const swapped = await other.browser.submit(page.url, form)
  for (const answer of [crossOrigin, crossSite, stranger, swapped]) {
    assert.equal(answer.status, 400)
    assert.ok(!/code=/.test(answer.url))
  }
})

test('the login page runs no script, is framed by nobody, and shows what was typed as text', async () => {
  const { browser, page } = await openLogin({ ui_locales: 'en' })
  assert.match(page.text, /<html lang="en">/)
  assert.ok(!/<script|style=| on\w+=/i.test(page.text))
  const policy = String(page.headers['content-security-policy'])
  assert.match(policy, /default-src 'none'/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.ok(!policy.includes('unsafe'))
  assert.equal(page.headers['cache-control'], 'no-store')
  const answer = await browser.submit(page.url, { email: '"><script>alert(1)</script>', password: 'x' })
  assert.ok(!answer.text.includes('<script>'))
  const cookies = [page.headers['set-cookie'] ?? []].flat()
  for (const cookie of cookies) assert.match(cookie, /httponly/i)
})

test('a session cookie from before the login is not the one after it', async () => {
  const { email } = await addPerson()
  const { browser, page } = await openLogin()
  const before = browser.cookies.get('octroi_login')
  await browser.submit(page.url, { email, password })
  assert.ok(browser.cookies.get('octroi_login'))
  assert.notEqual(browser.cookies.get('octroi_login'), before)
})

test('what the store keeps is of no use to whoever reads it', async () => {
  const { email } = await addPerson()
  const { code, verifier } = await getCode(email)
  const { body } = await redeem({ code, code_verifier: verifier })
  const kept = JSON.stringify(await world.dump())
  for (const secret of [code, body.access_token, body.refresh_token, password]) {
    assert.ok(secret && !kept.includes(secret))
  }
  assert.ok(!JSON.stringify(world.events).includes(password))
})

test('only the endpoints of the metadata are there, for the issuer’s own Host alone', async () => {
  for (const path of ['/me', '/reg', '/token/introspection', '/device', '/request', '/', '/interaction/']) {
    assert.equal((await sendRequest(world.issuerUrl + path)).status, 404, path)
  }
  const spoofed = await sendRequest(`${world.issuerUrl}/auth`, { headers: { host: 'evil.example' } })
  assert.equal(spoofed.status, 421)
  const forwarded = await openLoginBehind('evil.example')
  assert.ok(!forwarded.includes('evil.example'))
})

async function openLoginBehind(host: string): Promise<string> {
  const { url } = await authorizationUrl()
  const answer = await sendRequest(url, { headers: { 'x-forwarded-host': host, forwarded: `host=${host}` } })
  return JSON.stringify(answer)
}

test('guessing at many addresses from one place stops, and only there', async () => {
  const { browser, page } = await openLogin()
  const guess = async (from: string, email: string) =>
    (await browser.submit(page.url, { email, password: 'x' }, { 'x-forwarded-for': from })).status
  const statuses = await fewAtATime(62, (at) => guess('192.0.2.7', `victim${at}@b.example`))
  assert.equal(statuses.filter((status) => status === 429).length, 2)
  assert.equal(await guess('192.0.2.7', 'another@b.example'), 429)
  assert.equal(await guess('192.0.2.8', 'another@b.example'), 422)
})

test('a subscriber with a whole IPv6 /64 is one place', async () => {
  const { browser, page } = await openLogin()
  const guess = async (from: string, email: string) =>
    (await browser.submit(page.url, { email, password: 'x' }, { 'x-forwarded-for': from })).status
  const statuses = await fewAtATime(62, (at) => guess(`2001:db8:7:1::${at.toString(16)}`, `victim6${at}@b.example`))
  assert.equal(statuses.filter((status) => status === 429).length, 2)
  assert.equal(await guess('2001:db8:7:2::1', 'another6@b.example'), 422)
})

test('a store that is away is 503 on every endpoint, and nobody is signed in or refused by it', async () => {
  const { email } = await addPerson()
  const { browser, page } = await openLogin()
  const { code, verifier } = await getCode(email)
  world.loseStore(true)
  try {
    const form = await browser.submit(page.url, { email, password })
    const exchange = await redeem({ code, code_verifier: verifier })
    const machine = await redeem({ grant_type: 'client_credentials' }, basicAuthorization(crypto.randomUUID(), 'x'))
    assert.deepEqual([form.status, exchange.status, machine.status], [503, 503, 503])
    assert.match(form.text, /<html lang=/)
    await assert.rejects(world.verifier.verify('a'.repeat(43)), { status: 503 })
  } finally {
    world.loseStore(false)
  }
  assert.equal((await redeem({ code, code_verifier: verifier })).status, 200)
})

test('behind a proxy that terminates TLS, cookies are secure and addresses are those of the public name', async () => {
  await using behind = await startPeopleIssuer({ publicUrl: 'https://octroi.example' })
  const parameters = new URLSearchParams({
    client_id: 'octroi-portal',
    redirect_uri: 'https://octroi.example/session/callback',
    response_type: 'code',
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
  })
  const headers = { host: 'octroi.example', 'x-forwarded-proto': 'http' }
  const answer = await sendRequest(`${behind.listenerUrl}/login/auth?${parameters}`, { headers })
  assert.equal(answer.status, 303)
  assert.match(String(answer.headers.location), /^(https:\/\/octroi\.example)?\/login\/interaction\//)
  for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) assert.match(cookie, /; secure/i)
  const kept = JSON.stringify(await behind.dump())
  assert.match(kept, /"returnTo":"https:\/\/octroi\.example\/login\/auth\//)
})
