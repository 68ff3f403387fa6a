import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import type { HttpAnswer } from '#support/http-exchange.ts'
import { draftAccess, submitAccess } from '#support/request-access.ts'

let world: AccessWorld
let draft: { id: string }
before(async () => {
  world = await openAccessWorld()
  draft = await draftAccess(world)
})
after(() => world[Symbol.asyncDispose]())

const hostile = ['a\u0000b', 'a\ud800b', '\udc00', "'; --", '\u202eabc', '{"$ref":1}', '__proto__']

function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
}

type Send = (text: string) => Promise<HttpAnswer>

// biome-ignore format: aligned table
const places: readonly (readonly [string, Send])[] = [
  ['a title',             (text) => world.as.olga.post('/access-requests', { application_id: world.applications.valmont, content: { title: text } })],
  ['a label by language', (text) => world.as.olga.patch(`/access-requests/${draft.id}`, { content: { legal_contexts: [{ code: 'AB:C', label: { fallback: 'fr', texts: { fr: text } } }] } }, '*')],
  ['a message',           (text) => world.as.olga.post(`/access-requests/${draft.id}/messages`, { text })],
  ['a specification',     (text) => world.as.ada.post('/catalog/apis', { document: { openapi: text, [text]: text, 'x-octroi': { api: text } } })],
  ['words of a search',   (text) => world.as.nobody.get(`/register?q=${encodeURIComponent(text.toWellFormed())}`)],
  ['words of a search',   (text) => world.as.nobody.get(`/catalog/apis?q=${encodeURIComponent(text.toWellFormed())}`)],
  ['a path',              (text) => world.as.nobody.get(`/catalog/apis/${encodeURIComponent(text.toWellFormed())}/versions/v3`)],
  ['a cursor',            (text) => world.as.nobody.get(`/catalog/apis?cursor=${encode(text)}`)],
  ['a cursor',            (text) => world.as.olga.get(`/access-requests?cursor=${encode(text)}`)],
  ['a cursor of the log', (text) => world.as.denis.get(`/applications/${world.applications.valmont}/exchanges?cursor=${encode(['2026-01-01T00:00:00Z', text, text, 1])}`)],
]

for (const [place, send] of places) {
  test(`hostile text in ${place} is answered, never with a failure of ours`, async () => {
    for (const text of hostile) {
      const answer = await send(text)
      assert.ok(answer.status < 500, `${JSON.stringify(text)}: ${answer.status} ${answer.text}`)
    }
  })
}

test('text that cannot be kept is refused by name', async () => {
  const body = { application_id: world.applications.valmont, content: { title: 'a\u0000b' } }
  const answer = await world.as.olga.post('/access-requests', body)
  const [error] = answer.json.errors
  assert.deepEqual([answer.status, error.field, error.rule], [400, '/content/title', 'unicode'])
})

test('dates at the ends of the calendar are answered', async () => {
  for (const [from, to] of [
    ['0000-01-01', '0000-01-02'],
    ['0001-01-01', '0001-01-02'],
    ['9999-12-31', '9999-12-31'],
    ['2026-02-29', '2026-03-01'],
  ]) {
    const path = `/applications/${world.applications.valmont}/usage?from=${from}&to=${to}`
    const answer = await world.as.denis.get(path)
    assert.ok(answer.status < 500, `${from}: ${answer.text}`)
  }
  const content = { end_date: '9999-12-31', production_date: '0001-01-01' }
  assert.equal((await world.as.olga.patch(`/access-requests/${draft.id}`, { content }, '*')).status, 200)
})

test('scopes named after members every object has open nothing', async () => {
  const { id } = await draftAccess(world)
  const { json } = await submitAccess(world, id)
  for (const key of ['constructor', 'toString', 'hasOwnProperty', '__proto__']) {
    const answer = await world.as.carl.post(`/access-requests/${id}/decisions/${json.decisions[0].id}/votes`, {
      verdict: 'approve',
      content_hash: json.content_hash,
      scopes: Object.fromEntries([[key, ['cnaf_enfants']]]),
    })
    assert.equal(answer.status, 400, answer.text)
  }
})
