import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { httpExchange } from '#support/http-exchange.ts'

describe('requests to the management API', () => {
  let world: AccessWorld
  before(async () => {
    world = await openAccessWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  const bearer = () => ({ authorization: `Bearer ${world.people.olga}` })
  const json = { 'content-type': 'application/json' }
  const send = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    httpExchange(`${world.url}${path}`, { method, headers, body })
  const create = (body: string, headers: Record<string, string> = {}) =>
    send('POST', '/organizations', { ...bearer(), ...json, 'idempotency-key': '"abc-1"', ...headers }, body)

  it('answers an unknown path with 404 and another method with 405 and Allow', async () => {
    assert.equal((await send('GET', '/nothing')).json.type, 'http://portal.test/problems/not-found')
    const answer = await send('PUT', '/me', bearer())
    assert.deepEqual([answer.status, answer.headers.allow], [405, 'GET, PATCH'])
    assert.equal(answer.json.allow, 'GET, PATCH')
  })

  it('challenges with the metadata of the resource, which names the issuer', async () => {
    const none = await send('GET', '/me')
    const metadata = 'http://portal.test/.well-known/oauth-protected-resource/management/v1'
    assert.equal(none.status, 401)
    assert.equal(none.headers['www-authenticate'], `Bearer realm="octroi", resource_metadata="${metadata}"`)
    const wrong = await send('GET', '/me', { authorization: 'Bearer 00000000-0000-4000-8000-000000000000' })
    assert.match(wrong.headers['www-authenticate'] ?? '', /error="invalid_token"$/)
    for (const header of ['Basic abc', 'Bearer', 'Bearer a b']) {
      assert.equal((await send('GET', '/me', { authorization: header })).status, 401, header)
    }
    const document = await httpExchange(new URL('/.well-known/oauth-protected-resource/management/v1', world.url).href)
    assert.deepEqual(document.json.authorization_servers, ['http://portal.test/login'])
  })

  it('reads JSON in UTF-8 alone', async () => {
    assert.equal((await create('{}', { 'content-type': 'text/plain' })).status, 415)
    assert.equal((await create('{}', { 'content-encoding': 'gzip' })).status, 415)
    assert.equal((await create('{}', { 'content-type': 'application/json; charset=latin1' })).status, 415)
    for (const body of ['', '{', '{"a":1}}', '\u0000', 'nul']) {
      const answer = await create(body)
      assert.deepEqual([answer.status, answer.json.type], [400, 'http://portal.test/problems/malformed-request'], body)
    }
  })

  it('refuses members that reach the prototype, and endless nesting', async () => {
    for (const body of ['{"__proto__":{"kind":"operator"}}', '{"name":{"__proto__":1}}', '['.repeat(90_000)]) {
      assert.equal((await create(body)).json.type, 'http://portal.test/problems/malformed-request')
    }
    const nested = `${'['.repeat(100)}${']'.repeat(100)}`
    assert.equal((await create(nested)).json.type, 'http://portal.test/problems/malformed-request')
    const polluted = await create('{"constructor":{"prototype":{}},"kind":"consumer","name":"ab","identifiers":[]}')
    assert.equal(polluted.status, 400)
    assert.equal(({} as Record<string, unknown>).kind, undefined)
  })

  it('refuses a body of more than 256 KiB, and a body where none belongs', async () => {
    const answer = await create(JSON.stringify({ name: 'x'.repeat(262_144) }))
    assert.deepEqual([answer.status, answer.headers.connection], [413, 'close'])
    assert.equal((await send('DELETE', '/me/sessions', { ...bearer(), ...json }, '{}')).status, 400)
  })

  it('names every field and rule that is broken', async () => {
    const body = { kind: 'operator', name: '', identifiers: [{ scheme: 'fr:siret' }], is_demo: true }
    const answer = await create(JSON.stringify(body))
    const broken = answer.json.errors.map((one: { field: string; rule: string }) => `${one.field} ${one.rule}`)
    assert.deepEqual(
      new Set(broken),
      new Set(['/kind enum', '/name minLength', '/name pattern', '/identifiers/0/value required', '/is_demo unknown']),
    )
    for (const one of answer.json.errors) assert.ok(one.message.length > 5)
  })

  it('refuses unknown and repeated parameters and broken encodings', async () => {
    const rule = async (path: string) => (await send('GET', path, bearer())).json.errors?.[0]?.rule
    assert.equal(await rule('/organizations?secret=1'), 'unknown')
    assert.equal(await rule('/organizations?q=a&q=b'), 'repeated')
    assert.equal(await rule('/organizations?page_size=201'), 'maximum')
    assert.equal(await rule('/organizations?page_size=ten'), 'type')
    assert.equal((await send('GET', '/organizations/%zz', bearer())).status, 400)
    assert.equal((await send('GET', '/organizations/a%2Fb', bearer())).status, 400)
  })

  it('asks an edit for If-Match and keeps the first of two edits', async () => {
    const path = `/organizations/${world.organizations.valmont}`
    const edit = (name: string, headers: Record<string, string>) =>
      send('PATCH', path, { ...bearer(), ...json, ...headers }, JSON.stringify({ name }))
    assert.equal((await edit('One', {})).json.type, 'http://portal.test/problems/precondition-required')
    assert.equal((await edit('One', { 'if-match': 'W/"1"' })).status, 400)
    const { etag = '' } = (await send('GET', path, bearer())).headers
    const [first, second] = await Promise.all([edit('One', { 'if-match': etag }), edit('Two', { 'if-match': etag })])
    assert.deepEqual([first.status, second.status].sort(), [200, 412])
    const winner = first.status === 200 ? first : second
    assert.notEqual(winner.headers.etag, etag)
    assert.equal((await send('GET', path, bearer())).headers.etag, winner.headers.etag)
  })

  it('pages through a list without loss or repetition', async () => {
    const path = `/organizations/${world.organizations.valmont}/members`
    const names: string[] = []
    let cursor = ''
    do {
      const { json: page } = await send('GET', `${path}?page_size=1${cursor}`, bearer())
      names.push(...page.items.map((one: { name: string }) => one.name))
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`
    } while (cursor !== '')
    assert.deepEqual(names.sort(), ['aude', 'denis', 'olga'])
  })

  it('speaks the reader’s language in problems and keeps a proper request id', async () => {
    const french = await send('GET', '/me', { 'accept-language': 'fr-FR,en;q=0.5', 'x-request-id': 'abcdef-123' })
    assert.equal(french.json.title, "Identifiez-vous d'abord")
    assert.equal(french.json.request_id, 'abcdef-123')
    const forged = await send('GET', '/me', { 'x-request-id': 'a b<script>' })
    assert.match(forged.json.request_id, /^[0-9a-f-]{36}$/)
  })

  it('serves its specification with an absolute address', async () => {
    const { json: document } = await send('GET', '/openapi.json')
    assert.deepEqual(document.servers, [{ url: 'http://portal.test/management/v1' }])
    assert.ok(document.paths['/me'])
  })

  it('answers HEAD as GET without a body', async () => {
    const answer = await send('HEAD', '/me', bearer())
    assert.deepEqual([answer.status, answer.text], [200, ''])
  })
})
