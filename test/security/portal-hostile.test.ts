import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { after, before, test } from 'node:test'
import { signInAs } from '#support/approve-request.ts'
import { buildAccessContent } from '#support/build-access-content.ts'
import type { HttpAnswer } from '#support/http-exchange.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'

const hostile = '"><img src=x onerror=alert(1)>\'{{7*7}}</script><script>alert(2)</script>'
const planted = /<img src=x|<script>alert/i

let platform: StartedPlatform
let portal: string

before(async () => {
  platform = await startPlatform()
  portal = platform.demo.portal
})
after(() => platform?.[Symbol.asyncDispose]())

type Plain = Pick<HttpAnswer, 'status' | 'headers' | 'text'>
interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A browser's cookies, without its care for paths: the target goes over the wire as it is written. */
function createVisitor() {
  const jar = new Map<string, string>()
  const setCookies: string[] = []
  function send(target: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Plain> {
    const { hostname, port, host } = new URL(portal)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const options = { hostname, port, path: target, method, agent: false, headers: { host, cookie, ...headers } }
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(options, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => {
          for (const line of response.headers['set-cookie'] ?? []) {
            setCookies.push(line)
            const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
            if (value === '' || value === 'deleted') jar.delete(name)
            else jar.set(name, value)
          }
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
        })
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
  return { send, setCookies }
}

type Visitor = ReturnType<typeof createVisitor>

function form(fields: Readonly<Record<string, string>>, origin: string | null = portal): Sent {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(origin === null ? {} : { origin }) }
  return { method: 'POST', headers, body: new URLSearchParams(fields).toString() }
}

/** Signs in through the portal as a browser without scripts does. Answers where it ends. */
async function enter(visitor: Visitor, role: string, next = '/fr/dashboard'): Promise<string> {
  const account = platform.demo.accounts.find((one) => one.role === role)
  assert.ok(account, role)
  let answer = await visitor.send(`/session/login?next=${encodeURIComponent(next)}`)
  for (let step = 0; step < 12; step += 1) {
    const { location } = answer.headers
    if (location !== undefined) {
      const url = new URL(location, portal)
      assert.equal(url.origin, portal, 'a redirect leaves the portal')
      if (!url.pathname.startsWith('/login/') && !url.pathname.startsWith('/session/')) return url.pathname
      answer = await visitor.send(`${url.pathname}${url.search}`)
    } else {
      assert.equal(answer.status, 200, answer.text)
      const action = /<form[^>]* action="([^"]+)"/.exec(answer.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
      const { email, password } = account
      answer = await visitor.send(new URL(action, portal).pathname, form({ email, password }))
    }
  }
  return assert.fail('the login never ended')
}

/** A page without what stands between the quotes of its attributes, where markup is text. */
function markupOf(answer: Plain): string {
  return answer.text.replaceAll(/="[^"]*"/g, '=""')
}

function checkPage(answer: Plain, path: string, isPrivate: boolean): void {
  const policy = String(answer.headers['content-security-policy'])
  assert.match(policy, /default-src 'self'/, path)
  assert.doesNotMatch(policy.replace(/style-src[^;]*/g, ''), /unsafe-|\*|https?:/, path)
  assert.match(policy, /frame-ancestors 'none'/, path)
  assert.equal(answer.headers['x-content-type-options'], 'nosniff', path)
  if (isPrivate) assert.match(String(answer.headers['cache-control']), /no-store/, path)
  for (const [script] of markupOf(answer).matchAll(/<script\b[^>]*>[^<]/g))
    assert.match(script, /\bsrc=/, `${path}: ${script}`)
}

test('what people write is shown as text on every page', async () => {
  const owner = await signInAs(platform.demo, 'transport authority owner')
  const { json: me } = await owner.get('/me')
  const organization = me.memberships[0].organization.id
  const name = hostile.slice(0, 120)
  await owner.patch('/me', { name }, '*')
  assert.equal((await owner.patch(`/organizations/${organization}`, { name }, '*')).status, 200)
  const made = await owner.post(`/organizations/${organization}/applications`, { name, description: hostile })
  assert.equal(made.status, 201, made.text)
  const application = made.json.id
  const secret = { environment: 'sandbox', kind: 'client_secret', label: name }
  assert.equal((await owner.post(`/applications/${application}/credentials`, secret)).status, 201)
  await owner.post(`/organizations/${organization}/machines`, { label: name, roles: ['developer'] })
  const content = buildAccessContent({
    title: hostile,
    purpose: hostile,
    legal_text: hostile,
    recipients_of_data: hostile,
    retention_justification: hostile,
    legal_contexts: [{ code: 'A:B', label: { fallback: 'fr', texts: { fr: hostile } } }],
    contacts: [{ role: 'data_protection', name, email: 'dpo@valmont.example', phone: '"><img src=x>' }],
  })
  const request = await owner.post('/access-requests', { application_id: application, content })
  assert.equal(request.status, 201, request.text)
  const { id } = request.json
  await owner.post(`/access-requests/${id}/messages`, { text: hostile })
  const consent = { terms_accepted: true, data_protection_officer_informed: true }
  const submitted = await owner.post(`/access-requests/${id}/submission`, consent)
  assert.equal(submitted.status, 200, submitted.text)
  const reviewer = await signInAs(platform.demo, 'cnaf reviewer')
  const decision = submitted.json.decisions.find((one: { power: string }) => one.power === 'provider')
  const ballot = { verdict: 'request_changes', motive: hostile, content_hash: submitted.json.content_hash }
  const vote = await reviewer.post(`/access-requests/${id}/decisions/${decision.id}/votes`, ballot)
  assert.equal(vote.status, 200, vote.text)

  const readers: readonly (readonly [string, readonly string[]])[] = [
    [
      'transport authority owner',
      [
        ...['/dashboard', '/account', '/applications', '/organizations', '/requests', '/authorizations'],
        `/organizations/${organization}`,
        ...['', '/grants', '/settings', '/log', '/usage'].map((tab) => `/applications/${application}${tab}`),
        `/requests/${id}`,
        `/requests/${id}/edit`,
        `/requests/new?application=${application}`,
      ],
    ],
    ['cnaf reviewer', ['/dashboard', '/review', `/review/${id}`]],
    [
      'operator administrator',
      ['/operator/organizations', `/operator/organizations/${organization}`, '/operator/events'],
    ],
  ]
  let shown = 0
  for (const [role, paths] of readers) {
    const visitor = createVisitor()
    await enter(visitor, role)
    for (const path of paths) {
      const answer = await visitor.send(`/fr${path}`)
      assert.equal(answer.status, 200, `${role} ${path}: ${answer.text.slice(0, 300)}`)
      assert.doesNotMatch(markupOf(answer), planted, `${role} ${path}`)
      checkPage(answer, path, true)
      if (/&lt;img src=x/.test(answer.text)) shown += 1
    }
  }
  assert.ok(shown > 10, `only ${shown} pages showed what was planted`)
  const anonymous = createVisitor()
  const search = encodeURIComponent(hostile)
  for (const path of [
    '/fr',
    '/en/register',
    `/fr/register?q=${search}`,
    `/fr/catalog?q=${search}`,
    `/fr/${search}`,
    '/swagger/quotient-familial/v3',
  ]) {
    const answer = await anonymous.send(path)
    assert.doesNotMatch(markupOf(answer), planted, path)
    if (answer.status === 200) checkPage(answer, path, false)
  }
})

test('a session is kept in cookies that scripts and other sites do not get, and ends when asked', async () => {
  const visitor = createVisitor()
  await enter(visitor, 'developer')
  assert.ok(visitor.setCookies.some((line) => line.startsWith('octroi-portal-session=')))
  for (const line of visitor.setCookies) {
    assert.match(line, /; httponly/i, line)
    assert.match(line, /; samesite=(lax|strict)/i, line)
    assert.doesNotMatch(line, /; domain=/i, line)
  }
  assert.equal((await visitor.send('/session/logout')).status >= 400, true, 'a link logs nobody out')
  assert.equal((await visitor.send('/fr/account')).status, 200)
  assert.equal((await visitor.send('/session/logout', form({}, 'https://elsewhere.example'))).status, 403)
  assert.equal((await visitor.send('/session/logout', form({}))).status, 303)
  const after = await visitor.send('/fr/account')
  assert.ok(after.headers.location?.startsWith('/session/login'), 'signed out')
})

test('a form counts only when our own page sent it, however it is written', async () => {
  const visitor = createVisitor()
  await enter(visitor, 'second transport authority owner')
  const body = JSON.stringify({ _action: 'create', name: 'Forged' })
  const types = [
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/json',
  ]
  for (const origin of [
    null,
    'null',
    'https://elsewhere.example',
    `${portal}.elsewhere.example`,
    portal.replace('localhost', '127.0.0.1'),
  ]) {
    for (const type of types) {
      for (const path of ['/fr/applications/new', '/fr/account', '/sandbox-proxy/v3/dss/quotient_familial/identite']) {
        const headers = { 'content-type': type, ...(origin === null ? {} : { origin }) }
        const answer = await visitor.send(path, { method: 'POST', headers, body })
        assert.equal(answer.status, 403, `${origin} ${type} ${path}`)
      }
    }
  }
  for (const type of types) {
    const answer = await visitor.send('/fr/applications/new', {
      method: 'POST',
      headers: { origin: portal, 'content-type': type },
      body,
    })
    assert.ok(answer.status < 500, `${type}: ${answer.status}`)
  }
})

test('the way to the sandbox leads nowhere else', async () => {
  const visitor = createVisitor()
  const tricks = [
    ...['/v3/../oauth2/jwks', '/v3/%2e%2e/healthz/live', '/v3/..%2fhealthz/live', '/v3//127.0.0.1/', '//127.0.0.1/v3/'],
    ...[
      '/@127.0.0.1/v3/',
      '/v3/@127.0.0.1:1/',
      '/v3\\..\\healthz',
      '/oauth2/token',
      '/.well-known/oauth-protected-resource',
    ],
    ...['/healthz/live', '/v3/%00', '/v3/%0d%0aHost:%20x', '/v3/x?y#z', '/v3/;/../../healthz', '/V3/x', '/v3'],
  ]
  for (const trick of tricks) {
    const answer = await visitor.send(`/sandbox-proxy${trick}`)
    assert.ok(answer.status >= 300 && answer.status < 500, `${trick}: ${answer.status} ${answer.text.slice(0, 200)}`)
    if (answer.headers.location) assert.equal(new URL(answer.headers.location, portal).origin, portal, trick)
  }
  for (const method of ['PUT', 'DELETE', 'PATCH']) {
    const answer = await visitor.send('/sandbox-proxy/v3/x', { method, headers: { origin: portal } })
    assert.equal(answer.status, 404, method)
  }
})

test('a login leads back to a page of ours alone', async () => {
  const elsewhere = [
    ...[
      '//elsewhere.example',
      'https://elsewhere.example',
      '/\\elsewhere.example',
      '/fr//elsewhere.example',
      'javascript:alert(1)',
    ],
    ...[
      '/fr/\\elsewhere.example',
      '/fr@elsewhere.example',
      '/fr%0d%0aLocation:x',
      '/.elsewhere.example',
      '/fr?x=//elsewhere.example',
    ],
  ]
  for (const next of elsewhere) {
    const place = await enter(createVisitor(), 'developer', next)
    assert.equal(place, '/fr/dashboard', next)
  }
  const forged = await createVisitor().send('/session/callback?code=abc&state=def')
  assert.equal(new URL(forged.headers.location ?? '', portal).origin, portal)
  for (const target of [
    '//elsewhere.example/',
    '//elsewhere.example/..',
    '/\\elsewhere.example',
    '/fr//elsewhere.example/%2e%2e',
  ]) {
    const answer = await createVisitor().send(target)
    const { location } = answer.headers
    assert.ok(answer.status < 500, target)
    if (location) assert.equal(new URL(location, portal).origin, portal, `${target} leads to ${location}`)
  }
})
