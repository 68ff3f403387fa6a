import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { askSandbox, sandboxPaths } from '#support/ask-sandbox.ts'
import { type CivilStatus, civilStatusOfPerson, civilStatusQuery } from '#support/civil-status-query.ts'
import { loadCatalog } from '#support/load-catalog.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

let sandbox: SandboxUnderTest
before(async () => {
  sandbox = await startSandbox()
})
after(() => sandbox[Symbol.asyncDispose]())

function statusOf(persona: string, change: CivilStatus = {}): CivilStatus {
  const person = sandbox.populations.sandbox.households.find((each) => each.persona === persona)?.persons[0]
  assert.ok(person)
  return civilStatusOfPerson(person, change)
}

function get(base: string, path: string, status: CivilStatus) {
  return askSandbox(`${base}${path}?${civilStatusQuery(status)}`)
}

function post(path: string, body: string) {
  return askSandbox(sandbox.engine + path, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } })
}

test('the POST twin answers what its GET answers', async () => {
  for (const path of Object.values(sandboxPaths)) {
    const status = statusOf('nadia')
    const body: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(status)) if (value !== null) body[name.replace('[]', '')] = value
    const [byGet, byPost] = [await get(sandbox.engine, path, status), await post(path, JSON.stringify(body))]
    assert.equal(byPost.status, byGet.status)
    assert.deepEqual(byPost.body, byGet.body)
  }
})

test('an answer says that it is of the sandbox, and why it is what it is', async () => {
  const { headers, body } = await get(sandbox.engine, sandboxPaths.quotient, statusOf('camille'))
  assert.equal(headers.get('x-sandbox'), 'true')
  assert.match(
    headers.get('x-sandbox-explain') ?? '',
    /^persona=camille; stage=answered; rule=qf-\([\d.]+\+[\d.]+\)\/2\.5; clock=2026-11-22$/,
  )
  assert.deepEqual(body.meta, { environnement: 'bac-a-sable' })
  assert.equal(headers.get('cache-control'), 'no-store')
})

test('an explanation repeats nothing of the demand', async () => {
  const { headers } = await get(
    sandbox.engine,
    sandboxPaths.quotient,
    statusOf('camille', { nomNaissance: 'SECRETNAME' }),
  )
  assert.doesNotMatch([...headers].join(), /SECRETNAME/i)
})

test('every reserved test person of the catalogue answers alike in the sandbox and at the simulated providers', async () => {
  let asked = 0
  for (const { operations, test_persons } of await loadCatalog()) {
    for (const { operation_id, query } of test_persons) {
      const path = operations.find((operation) => operation.operation_id === operation_id)?.path
      const inSandbox = await askSandbox(`${sandbox.engine}${path}?${query}`)
      const inProduction = await askSandbox(`${sandbox.providers}${path}?${query}`)
      assert.equal(inSandbox.status, 200, query)
      assert.equal(inProduction.status, 200, query)
      assert.deepEqual(inProduction.body.data, inSandbox.body.data)
      assert.equal(inProduction.headers.get('octroi-test-person'), 'true')
      assert.deepEqual(inProduction.body.meta, { environnement: 'demonstration' })
      asked++
    }
  }
  assert.ok(asked >= 8)
})

test('the simulated providers know no persona but the reserved ones, and do not explain themselves', async () => {
  const { status, headers } = await get(sandbox.providers, sandboxPaths.cover, statusOf('lucien'))
  assert.equal(status, 404)
  assert.equal(headers.get('x-sandbox'), null)
  assert.equal(headers.get('x-sandbox-explain'), null)
  assert.equal(headers.get('octroi-test-person'), null)
})

test('people of the demonstration population are answered, and are not test persons', async () => {
  const household = sandbox.populations.production.households.find((each) => !each.is_reserved)
  const person = household?.persons.find((each) => each.insured)
  assert.ok(person)
  const { status, headers } = await get(sandbox.providers, sandboxPaths.cover, civilStatusOfPerson(person))
  assert.equal(status, 200)
  assert.equal(headers.get('octroi-test-person'), null)
  assert.equal((await get(sandbox.engine, sandboxPaths.cover, civilStatusOfPerson(person))).status, 404)
})

test('the CAF has not computed a month before its first week-end is over; the MSA has', async () => {
  const quotientOn = async (date: string, persona: string, change: CivilStatus = {}) => {
    sandbox.setToday(date)
    const { body } = await get(sandbox.engine, sandboxPaths.quotient, statusOf(persona, change))
    assert.ok(body.data)
    const { mois, mois_calcul } = body.data.quotient_familial as { mois: number; mois_calcul: number }
    return [mois, mois_calcul]
  }
  assert.deepEqual(await quotientOn('2026-10-04', 'camille'), [9, 9])
  assert.deepEqual(await quotientOn('2026-10-04', 'camille', { annee: 2026, mois: 10 }), [10, 9])
  assert.deepEqual(await quotientOn('2026-10-05', 'camille'), [10, 10])
  assert.deepEqual(await quotientOn('2026-10-01', 'mathurin'), [10, 10])
  sandbox.setToday('2026-11-22')
})

test('answers follow the calendar for years: a quotient stays, a child grows up', async () => {
  sandbox.setToday('2036-03-20')
  const { status, body } = await get(sandbox.engine, sandboxPaths.quotient, statusOf('camille'))
  assert.equal(status, 200)
  assert.ok(body.data)
  assert.equal((body.data.quotient_familial as { valeur: number }).valeur, 312)
  sandbox.setToday('2048-03-20')
  const later = await get(sandbox.engine, sandboxPaths.solidarity, statusOf('nadia'))
  assert.ok(later.status === 404 || later.body.data?.est_beneficiaire === false)
  sandbox.setToday('2026-11-22')
})

test('nothing malformed gets a 500', async () => {
  const path = sandboxPaths.quotient
  const empty = await askSandbox(`${sandbox.engine}${path}`)
  assert.equal(empty.status, 422)
  assert.deepEqual(empty.body.errors?.[0]?.source, { parameter: 'nomNaissance' })
  for (const body of [
    '',
    '{',
    '[]',
    'null',
    '"x"',
    '{"prenoms":{"a":1}}',
    '{"nomNaissance":null}',
    '{"__proto__":[[]]}',
  ]) {
    const { status } = await post(path, body)
    assert.ok(status === 400 || status === 422, `${body} ${status}`)
  }
  assert.equal((await post(path, `{"a":"${'x'.repeat(70_000)}"}`)).status, 413)
  const strange: readonly CivilStatus[] = [
    { anneeDateNaissance: 'abc' },
    { anneeDateNaissance: -1 },
    { moisDateNaissance: 13 },
    { sexeEtatCivil: 'X' },
    { nomNaissance: '-' },
    { 'prenoms[]': [' '] },
    { 'prenoms[]': ['A', 'B', 'C', 'D'] },
    { annee: 'NaN', mois: '1' },
    { annee: 2026, mois: 0 },
  ]
  for (const change of strange) {
    const { status } = await get(sandbox.engine, path, statusOf('camille', change))
    assert.equal(status, 422, JSON.stringify(change))
  }
})

test('an unknown path is 404, another method 405 with what is allowed', async () => {
  assert.equal((await askSandbox(`${sandbox.engine}/v3/dss/nothing/identite`)).status, 404)
  const refused = await askSandbox(sandbox.engine + sandboxPaths.quotient, { method: 'DELETE' })
  assert.equal(refused.status, 405)
  assert.equal(refused.headers.get('allow'), 'GET, POST')
})
