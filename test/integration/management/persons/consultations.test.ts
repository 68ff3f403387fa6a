import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { consult, logIn, openMonth, subjectOf } from '#support/person-caller.ts'
import { testPeople } from '#support/person-login.ts'

const march = '2026-03'
let world: AccessWorld
let serial = 0
before(async () => {
  world = await openAccessWorld()
  await openMonth(world, march)
})
after(() => world[Symbol.asyncDispose]())
beforeEach(() => {
  world.clock.advance(3_600_000)
  serial += 1
})

const maya = () => subjectOf(world, 'maya', march)
const theo = (role: 'searched' | 'disclosed' = 'searched') => subjectOf(world, 'theo', march, role)

interface Item {
  readonly request_id: string
  readonly is_withheld: boolean
  readonly body: { readonly name: string; readonly receipt: string } | null
}

async function listOf(name: string): Promise<Item[]> {
  const { json } = await (await logIn(world, name)).get('/person/consultations?page_size=200')
  return json.items
}

test('a person reads who asked, what for and which data by name, with the proof of each line', async () => {
  const receipt = await consult(world, `told-${serial}`, [await maya()])
  const item = (await listOf('maya')).find(({ request_id }) => request_id === `told-${serial}`) as unknown as {
    [name: string]: unknown
  }
  assert.equal((item.body as Item['body'])?.name, 'Métropole de Valmont')
  assert.equal((item.body as Item['body'])?.receipt, receipt)
  assert.equal((item.purpose as { texts: { en: string } }).texts.en, 'Working out your reduced public transport fare')
  assert.deepEqual(item.fields, ['data.quotient_familial.valeur', 'data.quotient_familial.mois'])
  const proof = await world.as.nobody.get(`/audit/inclusion?receipt=${encodeURIComponent(receipt)}`)
  assert.equal(proof.status, 200)
  assert.ok(proof.json.proof)
})

test('the list holds what was about the person, and nothing that merely mentioned them or was refused', async () => {
  const mine = [`mine-${serial}`, `nothing-${serial}`]
  await consult(world, mine[0] as string, [await maya()])
  await consult(world, mine[1] as string, [await maya()], { status: 404, fields: [] })
  await consult(world, `mentioned-${serial}`, [await theo(), { ...(await maya()), role: 'disclosed' }])
  await consult(world, `refused-${serial}`, [await maya()], { status: 403, refusal_stage: 'authorize' })
  await consult(world, `other-${serial}`, [await theo()])
  const found = (await listOf('maya')).map(({ request_id }) => request_id).filter((id) => id.endsWith(`-${serial}`))
  assert.deepEqual(found.sort(), mine.sort())
})

test('an auditor who searches for the same reference finds every line of the list', async () => {
  await consult(world, `proved-${serial}`, [await maya()])
  const shown = (await listOf('maya')).flatMap(({ body }) => (body ? [body.receipt] : []))
  const asked = {
    scheme: 'nir',
    value: testPeople.maya?.nir ?? '',
    reason: 'The person asks for a proof of their list.',
  }
  const search = await world.as.alix.post('/audit/person-searches', { ...asked, from: '2026-03-01', to: '2026-03-31' })
  await world.as.ada.post(`/audit/person-searches/${search.json.id}/decision`, { verdict: 'approve' })
  const { json } = await world.as.alix.get(`/audit/person-searches/${search.json.id}/records?page_size=200`)
  const answered = json.items.filter(
    (one: { status: number; refusal_stage: string }) => one.status === 200 || one.status === 404,
  )
  const known = new Set(answered.map((one: { receipt: string }) => one.receipt))
  assert.ok(shown.length > 0 && shown.every((receipt) => known.has(receipt)))
})

test('a call by exact civil status is found; one that leaves the place out may be about somebody else', async () => {
  const { canonicalIdentity } = await import('#core/subjects/canonical-identity.ts')
  const stated = {
    nomNaissance: 'Spécimen Test',
    prenoms: ['maya'],
    sexeEtatCivil: 'F',
    anneeDateNaissance: 1990,
    moisDateNaissance: 4,
    jourDateNaissance: 12,
    codeCogInseePaysNaissance: '99100',
    codeCogInseeCommuneNaissance: '75056',
  }
  const { codeCogInseeCommuneNaissance: _, ...vague } = stated
  for (const [request, values] of [
    ['exact', stated],
    ['vague', vague],
  ] as const) {
    const value = canonicalIdentity(values, Object.keys(values))
    const [one] = await world.unitOfWork.read((tx) => world.deps.pseudonyms.of(tx, { scheme: 'presented', value }))
    const subject = {
      pseudonym: one?.pseudonym ?? '',
      scheme: 'presented',
      key_epoch: march,
      role: 'searched',
    } as const
    await consult(world, `${request}-${serial}`, [subject])
  }
  const found = (await listOf('maya')).map(({ request_id }) => request_id)
  assert.ok(found.includes(`exact-${serial}`))
  assert.ok(!found.includes(`vague-${serial}`))
})

test('a protected person reads neither body nor place, and neither does a relative of the same exchange', async () => {
  const identity = { nomNaissance: 'SPECIMEN TEST', prenoms: ['Théo'], anneeDateNaissance: 1988 }
  const protectedOne = await world.as.ada.post('/protected-persons', {
    identity,
    reason: 'Victim of violence, court order',
  })
  assert.equal(protectedOne.status, 201, protectedOne.text)
  await consult(world, `seen-${serial}`, [await theo()], { signals: ['protected_person'] })
  await consult(world, `shared-${serial}`, [await maya(), await theo('disclosed')])
  await consult(world, `alone-${serial}`, [await maya()])
  const own = await listOf('theo')
  assert.ok(own.length > 0 && own.every((item) => item.is_withheld && item.body === null))
  const relative = new Map((await listOf('maya')).map((item) => [item.request_id, item]))
  assert.equal(relative.get(`shared-${serial}`)?.body, null)
  assert.equal(relative.get(`alone-${serial}`)?.body?.name, 'Métropole de Valmont')
  await world.as.ada.delete(`/protected-persons/${protectedOne.json.id}`)
})

test('the person learns which interfaces are complete, which are not, and who logged in as them', async () => {
  const caller = await logIn(world, 'maya')
  const { json } = await caller.get('/person/coverage')
  const traceable = (api: string) => json.apis.find((one: { api: string }) => one.api === api)?.is_traceable
  assert.equal(traceable('ressources-mensuelles'), true)
  assert.equal(traceable('quotient-familial'), false)
  assert.equal(json.complete_since, '2026-03-01')
  assert.equal(json.logins[0], new Date(world.clock.now()).toISOString())
})

test('a session is of half an hour, ends when it is ended, and is no account', async () => {
  const caller = await logIn(world, 'maya')
  assert.equal((await caller.get('/me')).status, 401)
  assert.equal((await world.as.ada.get('/person/consultations')).status, 401)
  assert.equal((await caller.delete('/person-session')).status, 204)
  assert.equal((await caller.get('/person/consultations')).status, 401)
  const other = await logIn(world, 'maya')
  world.clock.advance(31 * 60_000)
  assert.equal((await other.get('/person/consultations')).status, 401)
})

test('reading leaves a record that names nobody, and the store holds no identity', async () => {
  await (await logIn(world, 'maya')).get('/person/consultations')
  const { json, text } = await world.as.ada.get('/events?page_size=50')
  const types = json.items.map((event: { type: string }) => event.type)
  assert.ok(types.includes('person_session.opened') && types.includes('person_session.consultations_read'))
  const rows = await world.unitOfWork.read((tx) => inside(tx).selectFrom('person_sessions').selectAll().execute())
  for (const written of [text, JSON.stringify(rows)]) {
    assert.ok(!/maya|sp[ée]cimen|29004750/i.test(written))
  }
})

test('invented and repeated logins are slowed down, and so is whoever reads without end', async () => {
  const token = `maya#same-${serial}`
  for (let at = 0; at < 5; at += 1) await world.as.nobody.post('/person-sessions', { access_token: token })
  assert.equal((await world.as.nobody.post('/person-sessions', { access_token: token })).status, 429)
  const unknown = await world.as.nobody.post('/person-sessions', { access_token: `nobody-${serial}` })
  assert.equal(unknown.status, 401)
  const caller = await logIn(world, 'theo')
  const statuses = new Set<number>()
  for (let at = 0; at < 125; at += 1) statuses.add((await caller.get('/person/error-reports')).status)
  assert.deepEqual([...statuses], [200, 429])
})
