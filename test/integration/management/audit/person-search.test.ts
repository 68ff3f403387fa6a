import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createSubjectKeyStore } from '#adapters/postgres/subject-key-store.ts'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { recordExchanges } from '#support/record-exchanges.ts'

const person = { scheme: 'nir', value: '1840675056001' }
const somebodyElse = { scheme: 'nir', value: '2840675056002' }
const reason = 'Réclamation 2026-114 de la personne'
const days = { from: '2026-03-01', to: '2026-03-02' }
const at = '2026-03-01T10:00:00.000Z'

let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
  const keys = createSubjectKeyStore()
  const [mine, other] = await world.unitOfWork.transaction(async (tx) => {
    await keys.ensure(tx, '2026-03', Buffer.alloc(32, 3))
    return Promise.all([person, somebodyElse].map((one) => world.deps.pseudonyms.of(tx, one)))
  })
  await recordExchanges(world, 10, (index) => ({
    at,
    request_id: `request-${index}`,
    subjects: [
      {
        pseudonym: (index % 5 === 0 ? mine : other)?.[0]?.pseudonym ?? '',
        scheme: 'nir',
        key_epoch: '2026-03',
        role: 'searched',
      },
    ],
  }))
})
after(() => world[Symbol.asyncDispose]())

async function ask(): Promise<string> {
  const answer = await world.as.alix.post('/audit/person-searches', { ...person, ...days, reason })
  assert.equal(answer.status, 201, answer.text)
  assert.deepEqual([answer.json.may_decide, answer.json.may_read], [false, false])
  return answer.json.id
}

function decide(by: 'ada' | 'alix', id: string, verdict = 'approve') {
  return world.as[by].post(`/audit/person-searches/${id}/decision`, { verdict })
}

test('a search by person opens with a reason and a second person, and finds that person alone', async () => {
  const id = await ask()
  assert.equal((await world.as.alix.get(`/audit/person-searches/${id}/records`)).status, 409)
  assert.equal((await decide('alix', id)).status, 403)
  assert.equal((await decide('ada', id)).json.state, 'approved')
  const found = await world.as.alix.get(`/audit/person-searches/${id}/records`)
  assert.deepEqual(found.json.items.map((item: { request_id: string }) => item.request_id).sort(), [
    'request-0',
    'request-5',
  ])
  assert.ok(!found.text.includes('pseudonym'))
  assert.equal((await world.as.ada.get(`/audit/person-searches/${id}/records`)).status, 403)
})

test('every step leaves a record, and neither store nor record holds the identity', async () => {
  const id = await ask()
  await decide('ada', id)
  await world.as.alix.get(`/audit/person-searches/${id}/records`)
  const events = (await world.as.ada.get('/events?page_size=200')).json.items
  const acts = events.filter((event: { subject_id: string }) => event.subject_id === id)
  assert.deepEqual(
    acts.map((event: { type: string; actor_name: string }) => [event.type, event.actor_name]),
    [
      ['person_search.read', 'alix'],
      ['person_search.approved', 'ada'],
      ['person_search.requested', 'alix'],
    ],
  )
  assert.ok(acts.every((event: { data: { reason: string } }) => event.data.reason === reason))
  const rows = await world.unitOfWork.read((tx) => inside(tx).selectFrom('person_searches').selectAll().execute())
  const keys = await world.unitOfWork.read((tx) => inside(tx).selectFrom('idempotency_keys').selectAll().execute())
  for (const text of [JSON.stringify(events), JSON.stringify(rows), JSON.stringify(keys)])
    assert.ok(!text.includes(person.value))
})

test('a refused search stays closed, a decision is taken once, and an approved one closes after a week', async () => {
  const refused = await ask()
  assert.equal((await decide('ada', refused, 'refuse')).json.state, 'refused')
  assert.equal((await decide('ada', refused)).status, 409)
  assert.equal((await world.as.alix.get(`/audit/person-searches/${refused}/records`)).status, 409)
  const approved = await ask()
  await decide('ada', approved)
  world.clock.advance(7 * 86_400_000)
  assert.equal((await world.as.alix.get(`/audit/person-searches/${approved}/records`)).status, 409)
})

test('a reason is a sentence, and the days are bounded', async () => {
  const without = await world.as.alix.post('/audit/person-searches', { ...person, ...days, reason: 'why' })
  assert.equal(without.status, 400)
  const long = { ...person, reason, from: '2020-01-01', to: '2026-03-01' }
  assert.equal((await world.as.alix.post('/audit/person-searches', long)).status, 400)
})
