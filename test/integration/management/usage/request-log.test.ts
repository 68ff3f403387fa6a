import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createSubjectKeyStore } from '#adapters/postgres/subject-key-store.ts'
import type { ExchangeDraft } from '#core/audit/record-sink.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { recordExchanges } from '#support/record-exchanges.ts'

let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
})
after(() => world[Symbol.asyncDispose]())

const day = 86_400_000
const log = (query = '') => `/applications/${world.applications.valmont}/exchanges${query}`

async function made(...calls: readonly Partial<ExchangeDraft>[]): Promise<string[]> {
  const ids = calls.map(() => randomUUID())
  const at = new Date(world.clock.now()).toISOString()
  const application_id = world.applications.valmont
  await recordExchanges(world, calls.length, (index) => ({
    application_id,
    at,
    request_id: ids[index]!,
    ...calls[index],
  }))
  return ids
}

test('the log is narrowed by API, operation, reason and request', async () => {
  const refusal = { status: 403, refusal_stage: 'authorize', reason: 'scope-not-granted' } as const
  const [answered, refused, elsewhere] = await made({}, refusal, {
    api: 'carriere',
    api_version: 'v1',
    operation: 'getCarriere',
    status: 429,
    refusal_stage: 'quota',
    reason: 'quota-exceeded',
  })
  const found = async (query: string) =>
    (await world.as.denis.get(log(query))).json.items.map(({ request_id }: { request_id: string }) => request_id)
  assert.deepEqual(await found('?api=carriere'), [elsewhere])
  assert.deepEqual(await found('?reason=scope-not-granted'), [refused])
  assert.deepEqual(await found('?reason=scope-not'), [])
  assert.deepEqual(await found('?operation=getCarriere'), [elsewhere])
  assert.deepEqual(await found(`?request_id=${answered}`), [answered])
  assert.equal((await world.as.denis.get(log('?reason=%25'))).status, 400)
})

test('one call names its grant and its credential, and of a long call its end', async () => {
  const request_id = randomUUID()
  const [grant_id, credential_id] = [randomUUID(), randomUUID()]
  const rights = { grant_id, credential_id, request_id, scopes_asked: ['cnaf_quotient_familial'] }
  await made({ ...rights, part: 'opened', status: 100 }, { ...rights, part: 'closed', status: 200 })
  const { status, json } = await world.as.aude.get(log(`/${request_id}`))
  assert.equal(status, 200)
  assert.deepEqual([json.status, json.grant_id, json.credential_id], [200, grant_id, credential_id])
  assert.equal('subjects' in json, false)
})

test('a link opens one line to the operator and to the provider, until it ends', async () => {
  const [id] = await made({})
  const { json: share } = await world.as.denis.post(log(`/${id}/shares`), { days: 2 })
  const path = `/exchange-shares/${share.id}`
  for (const name of ['ada', 'carl', 'aude'] as const) {
    const { status, json } = await world.as[name].get(path)
    assert.equal(status, 200, name)
    assert.equal(json.exchange.request_id, id)
    assert.equal(json.organization_name, 'Métropole de Valmont')
  }
  // Another provider, another consumer, nobody in particular, and nobody at all.
  for (const name of ['nina', 'rita', 'solo'] as const) assert.equal((await world.as[name].get(path)).status, 404, name)
  assert.equal((await world.as.nobody.get(path)).status, 401)
  world.clock.advance(2 * day + 1)
  assert.equal((await world.as.ada.get(path)).status, 404)
  const history = await world.as.olga.get(`/organizations/${world.organizations.valmont}/events?page_size=200`)
  assert.ok(history.json.items.some(({ type }: { type: string }) => type === 'exchange.shared'))
})

test('a synthetic person of a sandbox call is recognized, and nobody of a production call', async () => {
  const reference = { scheme: 'nir', value: '1860800000001' }
  const salt = world.deps.random.bytes(32)
  const epoch = new Date(world.clock.now()).toISOString().slice(0, 7)
  await world.unitOfWork.transaction((tx) => createSubjectKeyStore().ensure(tx, epoch, salt))
  const [known] = await world.unitOfWork.read((tx) => world.deps.pseudonyms.of(tx, reference))
  const subjects = [{ pseudonym: known!.pseudonym, scheme: 'nir', key_epoch: epoch, role: 'searched' as const }]
  const [sandbox, production] = await made({ environment: 'sandbox', subjects }, { subjects })
  const references = [{ scheme: 'nir', value: '2860800000001' }, reference]
  assert.deepEqual((await world.as.denis.post(log(`/${sandbox}/person`), { references })).json, { index: 1 })
  const others = { references: references.slice(0, 1) }
  assert.deepEqual((await world.as.denis.post(log(`/${sandbox}/person`), others)).json, { index: null })
  const refused = await world.as.denis.post(log(`/${production}/person`), { references })
  assert.equal(refused.status, 409)
})

test('usage is broken down by scope and day, refusals by reason', async () => {
  const application = `/applications/${world.applications.valmont}`
  world.clock.advance(40 * day)
  await made(
    { scopes_effective: ['cnaf_quotient_familial', 'cnaf_allocataires'] },
    { scopes_effective: ['cnaf_quotient_familial'] },
    { status: 403, refusal_stage: 'authorize', reason: 'scope-not-granted', scopes_effective: ['cnaf_enfants'] },
    { scopes_effective: ['cnaf_adresse'], is_test_person: true },
  )
  const { json } = await world.as.aude.get(`${application}/usage/breakdown`)
  assert.deepEqual(
    json.scopes.map(({ scope, calls }: { scope: string; calls: number }) => [scope, calls]),
    [
      ['cnaf_allocataires', 1],
      ['cnaf_quotient_familial', 2],
    ],
  )
  assert.deepEqual(
    json.reasons.map(({ reason, status, calls }: { reason: string; status: number; calls: number }) => [
      reason,
      status,
      calls,
    ]),
    [['scope-not-granted', 403, 1]],
  )
})
