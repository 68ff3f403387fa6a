import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { askSandbox, sandboxPaths } from '#support/ask-sandbox.ts'
import { type CivilStatus, civilStatusOfPerson, civilStatusQuery } from '#support/civil-status-query.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

let sandbox: SandboxUnderTest
before(async () => {
  sandbox = await startSandbox()
})
after(() => sandbox[Symbol.asyncDispose]())

function ask(
  headers: Readonly<Record<string, string>>,
  change: CivilStatus = {},
  path: string = sandboxPaths.quotient,
) {
  const camille = sandbox.populations.sandbox.households.find((each) => each.persona === 'camille')?.persons[0]
  assert.ok(camille)
  const url = `${sandbox.engine}${path}?${civilStatusQuery(civilStatusOfPerson(camille, change))}`
  return askSandbox(url, { headers: { 'octroi-application': 'app-1', ...headers } })
}

async function codeOf(headers: Readonly<Record<string, string>>, change: CivilStatus = {}) {
  const { status, body } = await ask(headers, change)
  return [status, body.errors?.[0]?.code ?? null]
}

test('a scenario forces its error, with the code of the provider and what to change', async () => {
  assert.deepEqual(await codeOf({ 'x-sandbox-scenario': 'provider-timeout' }), [504, '35002'])
  assert.deepEqual(await codeOf({ 'x-sandbox-scenario': 'token-expired' }), [401, '00103'])
  assert.deepEqual(await codeOf({ 'x-sandbox-scenario': 'person-unknown' }), [404, '37003'])
  const { headers, body } = await ask({ 'x-sandbox-scenario': 'rate-limited' })
  assert.equal(headers.get('retry-after'), '5')
  assert.equal(headers.get('x-sandbox-explain'), 'scenario=rate-limited; by=header')
  assert.match(body.errors?.[0]?.meta.explain ?? '', /Retry-After/)
})

test('what an application is being answered is not answered a second time meanwhile; another question is', async () => {
  const slow = { 'x-sandbox-delay': '400' }
  const [one, same, other] = await Promise.all([ask(slow), ask(slow), ask(slow, { annee: 2026, mois: 9 })])
  assert.deepEqual([one.status, same.status].sort(), [200, 409])
  assert.equal(other.status, 200)
  const refused = one.status === 409 ? one : same
  assert.equal(refused.body.errors?.[0]?.code, '00015')
  assert.equal(refused.headers.get('retry-after'), '1')
  assert.equal((await ask({ 'x-sandbox-delay': '1' })).status, 200)
})

test('an unknown scenario is refused with the list of those that exist', async () => {
  const { status, body } = await ask({ 'x-sandbox-scenario': 'no-such' })
  assert.equal(status, 400)
  assert.deepEqual(body.errors?.[0]?.source, { header: 'X-Sandbox-Scenario' })
  for (const slug of ['not-found', 'provider-timeout', 'malformed-json'])
    assert.match(body.errors?.[0]?.detail ?? '', new RegExp(`\\b${slug}\\b`))
})

test('Prefer forces a status, and other preferences are ignored', async () => {
  assert.deepEqual(await codeOf({ prefer: 'respond-async, code=503' }), [503, '35020'])
  assert.deepEqual(await codeOf({ prefer: 'code="404"' }), [404, '35003'])
  assert.deepEqual(await codeOf({ prefer: 'code=200' }), [200, null])
  assert.deepEqual(await codeOf({ prefer: 'wait=5' }), [200, null])
  assert.deepEqual(await codeOf({ prefer: 'code=418' }), [400, '00366'])
  assert.equal((await ask({ prefer: 'code=409' })).headers.get('preference-applied'), 'code=409')
})

test('Prefer example= answers about a persona whatever the civil status', async () => {
  const { status, headers } = await ask({ prefer: 'example=mathurin' }, { nomNaissance: 'PERSONNE' })
  assert.equal(status, 200)
  assert.match(headers.get('x-sandbox-explain') ?? '', /^persona=mathurin;/)
  const unknown = await ask({ prefer: 'example=nobody' })
  assert.equal(unknown.status, 400)
  assert.match(unknown.body.errors?.[0]?.detail ?? '', /camille/)
})

test('magic municipalities and names force errors without any header', async () => {
  const place = (codeCogInseeCommuneNaissance: string) => codeOf({}, { codeCogInseeCommuneNaissance })
  assert.deepEqual(await place('00404'), [404, '35003'])
  assert.deepEqual(await place('00409'), [409, '00015'])
  assert.deepEqual(await place('00429'), [429, '00429'])
  assert.deepEqual(await place('00503'), [503, '35020'])
  assert.deepEqual(await place('00504'), [504, '35002'])
  assert.deepEqual(await codeOf({}, { nomNaissance: 'SCENARIO-SEVERAL-PERSONS' }), [422, '00391'])
  assert.deepEqual(await codeOf({}, { nomNaissance: 'Scenario provider error' }), [502, '35999'])
  assert.deepEqual(await codeOf({}, { nomNaissance: 'SCENARIO-NOTHING' }), [400, '00366'])
})

test('a header wins over a magic value, and code=200 over everything', async () => {
  const magic = { codeCogInseeCommuneNaissance: '00404' }
  assert.deepEqual(await codeOf({ 'x-sandbox-scenario': 'conflict' }, magic), [409, '00015'])
  assert.deepEqual(await codeOf({ 'x-sandbox-scenario': 'conflict', prefer: 'code=503' }, magic), [409, '00015'])
  assert.deepEqual(await codeOf({ prefer: 'code=503' }, magic), [503, '35020'])
  assert.equal((await ask({ prefer: 'code=200, example=camille' }, magic)).status, 200)
})

test('an answer can be late, by a fixed time or a drawn one', async () => {
  const timed = async (delay: string) => {
    const start = performance.now()
    const { status } = await ask({ 'x-sandbox-delay': delay })
    assert.equal(status, 200)
    return performance.now() - start
  }
  assert.ok((await timed('150')) >= 145)
  assert.ok((await timed('lognormal(median=120,sigma=0)')) >= 115)
  for (const wrong of ['30001', '-1', 'lognormal(median=1)', 'soon', 'lognormal(median=300,sigma=9)'])
    assert.equal((await ask({ 'x-sandbox-delay': wrong })).status, 400, wrong)
})

test('faults spoil the answer as a failing provider would', async () => {
  const raw = async (fault: string) => {
    const camille = sandbox.populations.sandbox.households.find((each) => each.persona === 'camille')?.persons[0]
    assert.ok(camille)
    const url = `${sandbox.engine}${sandboxPaths.quotient}?${civilStatusQuery(civilStatusOfPerson(camille))}`
    return fetch(url, { headers: { 'x-sandbox-fault': fault } })
  }
  assert.equal(await (await raw('empty')).text(), '')
  await assert.rejects(raw('reset'))
  const malformed = await (await raw('malformed-json')).text()
  assert.ok(malformed.length > 10)
  assert.throws(() => JSON.parse(malformed))
  const start = performance.now()
  assert.ok(JSON.parse(await (await raw('slow-body')).text()).data)
  assert.ok(performance.now() - start > 2000)
  assert.equal((await raw('explode')).status, 400)
})

test('partial data names what is missing; stale data say of when they are', async () => {
  const partial = await ask({ 'x-sandbox-fault': 'partial-data' })
  assert.equal(partial.status, 206)
  assert.deepEqual(partial.body.meta?.donnees_manquantes, ['quotient_familial'])
  assert.ok(!Object.hasOwn(partial.body.data ?? {}, 'quotient_familial'))
  const stale = await ask({ 'x-sandbox-scenario': 'stale-data' })
  assert.equal(stale.status, 200)
  assert.equal(stale.body.meta?.donnees_au, '2026-10-23')
  assert.ok(stale.body.data)
  assert.equal((stale.body.data.quotient_familial as { mois: number }).mois, 10)
})

test('the first calls of a series fail, per application and per series', async () => {
  const series = { 'x-sandbox-sequence': 'fail-first=2', 'x-sandbox-sequence-key': 'a' }
  const statuses = async (headers: Record<string, string>, calls: number) => {
    const seen: number[] = []
    for (let call = 0; call < calls; call++) seen.push((await ask(headers)).status)
    return seen
  }
  assert.deepEqual(await statuses(series, 4), [503, 503, 200, 200])
  assert.deepEqual(await statuses({ ...series, 'octroi-application': 'app-2' }, 3), [503, 503, 200])
  assert.deepEqual(await statuses({ ...series, 'x-sandbox-sequence-key': 'b' }, 1), [503])
  const every = { 'x-sandbox-sequence': 'every=3', 'x-sandbox-scenario': 'provider-error' }
  assert.deepEqual(await statuses(every, 6), [200, 200, 502, 200, 200, 502])
  assert.equal((await ask({ 'x-sandbox-sequence': 'sometimes' })).status, 400)
})

test('one call can take another day for today', async () => {
  const { headers } = await ask({ 'x-sandbox-date': '2027-01-05' })
  assert.match(headers.get('x-sandbox-explain') ?? '', /clock=2027-01-05$/)
  assert.equal((await ask({ 'x-sandbox-date': '2027-02-30' })).status, 400)
})

test('a refusal says what to change', async () => {
  const explained = async (change: CivilStatus) => (await ask({}, change)).body.errors?.[0]?.meta.explain ?? ''
  assert.match(await explained({ nomNaissance: 'INCONNUE' }), /persona documenté/)
  assert.match(await explained({ annee: 2020, mois: 1 }), /vingt-trois/)
  assert.match(await explained({ annee: 2026 }), /ou aucun des deux/)
  const camille = sandbox.populations.production.households.find((each) => each.persona === 'camille')?.persons[0]
  assert.ok(camille)
  const query = civilStatusQuery(civilStatusOfPerson(camille, { nomNaissance: 'INCONNUE' }))
  const refused = await askSandbox(`${sandbox.providers}${sandboxPaths.quotient}?${query}`)
  assert.equal(Object.hasOwn(refused.body.errors?.[0]?.meta ?? {}, 'explain'), false)
})

test('the simulated providers know nothing of scenarios', async () => {
  const camille = sandbox.populations.production.households.find((each) => each.persona === 'camille')?.persons[0]
  assert.ok(camille)
  const query = civilStatusQuery(civilStatusOfPerson(camille))
  const url = `${sandbox.providers}${sandboxPaths.quotient}?${query}`
  assert.equal(
    (await askSandbox(url, { headers: { 'x-sandbox-scenario': 'conflict', prefer: 'code=503' } })).status,
    200,
  )
})
