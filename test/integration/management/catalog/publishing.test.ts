import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { SnapshotStates } from '#core/snapshot/snapshot.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { catalogFiles } from '#support/load-catalog.ts'
import { buildSpecification } from '#support/specification-builder.ts'

let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
})
after(() => world[Symbol.asyncDispose]())

let serial = 0

/** A specification of its own API and route, so that tests do not meet. */
function ownSpecification(changes: Record<string, unknown> = {}) {
  serial += 1
  const api = `essai-${serial}`
  return buildSpecification((document) => {
    Object.assign(document['x-octroi'], { api, ...changes })
    document.paths = Object.fromEntries(Object.entries(document.paths).map(([path, item]) => [`/${api}${path}`, item]))
  })
}

async function published(environment: 'sandbox' | 'production', id: string): Promise<SnapshotStates['api'] | null> {
  const { entries } = await world.unitOfWork.read((tx) => world.deps.snapshotStore.since(tx, environment, 0))
  const entry = entries.find((one) => one.kind === 'api' && one.id === id)
  return entry?.text ? (JSON.parse(entry.text) as SnapshotStates['api']) : null
}

test('everybody reads the catalogue, words and provider narrow it', async () => {
  const { json } = await world.as.nobody.get('/catalog/apis')
  assert.equal(json.items.length, catalogFiles().length)
  assert.ok(json.items.every((api: { state: string; provider_name: string }) => api.state === 'published'))
  const { json: found } = await world.as.nobody.get('/catalog/apis?q=quotient&provider=cnaf')
  assert.ok(found.items.some((api: { api: string }) => api.api === 'quotient-familial'))
  assert.deepEqual((await world.as.nobody.get('/catalog/apis?provider=nobody')).json.items, [])
})

test('an API is shown with its legal bases by name', async () => {
  const { status, json } = await world.as.nobody.get('/catalog/apis/quotient-familial/versions/v3')
  assert.equal(status, 200)
  const [basis] = json.descriptor.legal_bases
  assert.equal(basis.id, 'fr-crpa-l114-8')
  assert.notEqual(basis.label.texts.fr, basis.id)
  assert.equal((await world.as.nobody.get('/catalog/apis/no-such-api/versions/v3')).status, 404)
})

test('a specification names the gateway of the environment asked for', async () => {
  const path = '/catalog/apis/quotient-familial/versions/v3/openapi'
  assert.equal((await world.as.nobody.get(path)).json.servers[0].url, 'http://sandbox.test')
  const { json } = await world.as.nobody.get(`${path}?environment=production`)
  assert.deepEqual([json.openapi.startsWith('3.1'), json.servers[0].url], [true, 'http://gateway.test'])
})

test('a draft is its provider and the operator to see, until it is published in both environments', async () => {
  const document = ownSpecification()
  const api = document['x-octroi'].api
  const path = `/catalog/apis/${api}/versions/v3`
  const imported = await world.as.claude.post('/catalog/apis', { document, upstream_url: 'https://cnaf.example/api/' })
  assert.deepEqual([imported.status, imported.json.state], [201, 'draft'], imported.text)
  assert.equal(imported.json.upstream_url, 'https://cnaf.example/api')
  assert.equal((await world.as.nobody.get(path)).status, 404)
  assert.equal((await world.as.nina.get(path)).status, 404)
  assert.equal((await world.as.ada.get(path)).status, 200)
  assert.equal(await published('production', `${api}@v3`), null)
  const etag = String(imported.headers.etag)
  const opened = await world.as.claude.patch(path, { state: 'published' }, etag)
  assert.equal(opened.status, 200, opened.text)
  assert.equal((await published('sandbox', `${api}@v3`))?.upstream_url, 'http://127.0.0.1:9')
  assert.equal((await published('production', `${api}@v3`))?.upstream_url, 'https://cnaf.example/api')
  assert.equal((await world.as.nobody.get(path)).json.upstream_url, null)
  assert.equal((await world.as.claude.patch(path, { state: 'deprecated' }, etag)).status, 412)
})

test('a retired API stays retired', async () => {
  const document = ownSpecification()
  const path = `/catalog/apis/${document['x-octroi'].api}/versions/v3`
  await world.as.ada.post('/catalog/apis', { document })
  for (const state of ['published', 'deprecated', 'retired']) {
    assert.equal((await world.as.ada.patch(path, { state }, '*')).json.state, state)
  }
  const back = await world.as.ada.patch(path, { state: 'published' }, '*')
  assert.deepEqual([back.status, back.json.type.split('/').at(-1)], [409, 'wrong-state'])
})

test('a published version is never replaced, a draft may be', async () => {
  const document = ownSpecification()
  const path = `/catalog/apis/${document['x-octroi'].api}/versions/v3`
  assert.equal((await world.as.claude.post('/catalog/apis', { document })).status, 201)
  assert.equal((await world.as.claude.post('/catalog/apis', { document })).status, 201)
  await world.as.claude.patch(path, { state: 'published' }, '*')
  const again = await world.as.claude.post('/catalog/apis', { document })
  assert.deepEqual([again.status, again.json.type.split('/').at(-1)], [409, 'api-exists'])
})

test('a specification that breaks a rule is refused with the place', async () => {
  const document = buildSpecification((draft) => {
    draft['x-octroi'].scopes = []
  })
  const answer = await world.as.ada.post('/catalog/apis', { document })
  assert.deepEqual([answer.status, answer.json.type.split('/').at(-1)], [422, 'invalid-specification'])
  assert.ok(answer.json.errors.length > 0)
  const unknown = await world.as.ada.post('/catalog/apis', { document: ownSpecification({ provider: 'nobody' }) })
  assert.equal(unknown.status, 422)
})

test('a route that another published API answers is refused', async () => {
  const document = buildSpecification((draft) => {
    draft['x-octroi'].api = 'copie'
  })
  const { json: mine } = await world.as.ada.post('/catalog/apis', { document })
  assert.equal(mine.state, 'draft')
  const twin = buildSpecification((draft) => {
    draft['x-octroi'].api = 'autre-copie'
  })
  await world.as.ada.post('/catalog/apis', { document: twin })
  const first = await world.as.ada.patch('/catalog/apis/copie/versions/v3', { state: 'published' }, '*')
  const second = await world.as.ada.patch('/catalog/apis/autre-copie/versions/v3', { state: 'published' }, '*')
  assert.ok([first.status, second.status].includes(422), `${first.status} ${second.status}`)
})

test('only the provider and the operator write the catalogue', async () => {
  const document = ownSpecification()
  for (const name of ['olga', 'carl', 'nina', 'odile', 'solo'] as const) {
    assert.equal((await world.as[name].post('/catalog/apis', { document })).status, 403, name)
  }
  assert.equal((await world.as.nobody.post('/catalog/apis', { document })).status, 401)
  const path = '/catalog/apis/complementaire-sante-solidaire/versions/v3'
  assert.equal((await world.as.claude.patch(path, { state: 'retired' }, '*')).status, 403)
})

test('an upstream is a plain http(s) root', async () => {
  const path = '/catalog/apis/quotient-familial/versions/v3'
  for (const url of ['ftp://cnaf.example/', 'https://user:secret@cnaf.example/', 'https://cnaf.example/?a=b']) {
    const answer = await world.as.claude.patch(path, { upstream_url: url }, '*')
    assert.deepEqual([answer.status, answer.json.errors[0].field], [400, '/upstream_url'], url)
  }
})

test('several roots share the calls of an API by weight, until there are none again', async () => {
  const document = ownSpecification()
  const api = document['x-octroi'].api
  const path = `/catalog/apis/${api}/versions/v3`
  await world.as.claude.post('/catalog/apis', { document, upstream_url: 'https://cnaf.example' })
  await world.as.claude.patch(path, { state: 'published' }, '*')
  const shares = [
    { url: 'https://one.cnaf.example/api/', weight: 3 },
    { url: 'https://two.cnaf.example', weight: 1 },
  ]
  const shared = await world.as.claude.patch(path, { upstream_targets: shares }, '*')
  const kept = [{ url: 'https://one.cnaf.example/api', weight: 3 }, shares[1]]
  assert.deepEqual([shared.status, shared.json.upstream_targets], [200, kept], shared.text)
  assert.deepEqual((await published('production', `${api}@v3`))?.upstream_targets, kept)
  assert.equal((await published('sandbox', `${api}@v3`))?.upstream_targets, undefined)
  assert.deepEqual((await world.as.nobody.get(path)).json.upstream_targets, [])
  const moved = await world.as.claude.patch(path, { upstream_url: 'https://new.cnaf.example' }, '*')
  assert.deepEqual(moved.json.upstream_targets, kept)
  const wrong = await world.as.claude.patch(path, { upstream_targets: [{ url: 'ftp://cnaf.example', weight: 1 }] }, '*')
  assert.deepEqual([wrong.status, wrong.json.errors[0].field], [400, '/upstream_targets/0/url'])
  const heavy = await world.as.claude.patch(path, { upstream_targets: [{ url: 'https://a.example', weight: 0 }] }, '*')
  assert.equal(heavy.status, 400)
  await world.as.claude.patch(path, { upstream_targets: [] }, '*')
  assert.equal((await published('production', `${api}@v3`))?.upstream_targets, undefined)
})

test('use cases, legal bases and problems are read by everybody, page by page', async () => {
  const { json: cases } = await world.as.nobody.get('/catalog/use-cases')
  assert.ok(cases.items.some((one: { id: string }) => one.id === 'tarification-solidaire-transports'))
  const { json: one } = await world.as.nobody.get('/catalog/use-cases/tarification-solidaire-transports')
  assert.ok(one.scopes.forbidden.includes('prime_activite'))
  assert.equal((await world.as.nobody.get('/catalog/use-cases/no-such-case')).status, 404)
  assert.ok((await world.as.nobody.get('/catalog/legal-bases')).json.items.length > 0)
  const { json: first } = await world.as.nobody.get('/problems?page_size=10')
  const { json: next } = await world.as.nobody.get(`/problems?page_size=200&cursor=${first.next_cursor}`)
  assert.equal(first.items.length, 10)
  assert.equal(next.next_cursor, null)
  const slugs = [...first.items, ...next.items].map((item: { slug: string }) => item.slug)
  assert.equal(new Set(slugs).size, slugs.length)
  assert.ok(slugs.includes('four-eyes'))
})
