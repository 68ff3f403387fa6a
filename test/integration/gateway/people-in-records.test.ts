import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { canonicalIdentity } from '#core/subjects/canonical-identity.ts'
import { pseudonymUnder } from '#core/subjects/subject-keys.ts'
import { createRegistrationCheck } from '#gateway/subjects/create-registration-check.ts'
import type { RegistrationQuery } from '#gateway/subjects/registration-check.ts'
import { call } from '#support/call-gateway.ts'
import { type GatewayWorldOptions, startGatewayWorld, wholeAnswer } from '#support/gateway-world.ts'
import { jsonOf } from '#support/recording-upstream.ts'
import { testSubjectTracing } from '#support/subject-tracing.ts'

const tracing = testSubjectTracing()
const nir = '1820569123045'
const traceable: GatewayWorldOptions = {
  specification: (document) => {
    document['x-octroi'].traceable_by_person = true
  },
  dependencies: { subjects: tracing },
}
const withRegistration: NonNullable<GatewayWorldOptions['specification']> = (document) => {
  document['x-octroi'].requires_subject_registration = true
}
const identity = canonicalIdentity({ nomNaissance: 'LEFEBVRE', prenoms: ['ALEXIS'] }, ['nomNaissance', 'prenoms'])

describe('people in records', () => {
  it('the person a provider names is in the record as a keyed hash of the month, and never in the answer', async () => {
    await using world = await startGatewayWorld(traceable)
    world.upstream.answer = jsonOf(wholeAnswer, 200, {
      'octroi-subject': `nir:${nir};role=searched, nir:2180599999999;role=disclosed`,
    })
    const answer = await call(world)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.headers['octroi-subject'], undefined)
    const [record] = world.records
    const key = tracing.keyAt(Date.now())
    assert.ok(key)
    assert.deepEqual(
      record?.subjects?.map(({ scheme, role, key_epoch }) => [scheme, role, key_epoch]),
      [
        ['nir', 'searched', key.epoch],
        ['nir', 'disclosed', key.epoch],
      ],
    )
    assert.equal(record?.subjects?.[0]?.pseudonym, pseudonymUnder(key.hash, { scheme: 'nir', value: nir }))
    assert.doesNotMatch(JSON.stringify(record), /18205|LEFEBVRE/)
    assert.equal(tracing.keyAt(Date.UTC(2020, 1))?.hash('a') === key.hash('a'), false, 'each month has its own key')
  })

  for (const [what, headers] of [
    ['names nobody', {}],
    ['names somebody in a form of its own', { 'octroi-subject': 'Jean Dupont' }],
    ['claims the form that stands for identifiers', { 'octroi-subject': 'presented:x' }],
  ] as const) {
    it(`an answer of a traceable API that ${what} does not leave`, async () => {
      await using world = await startGatewayWorld(traceable)
      world.upstream.answer = jsonOf(wholeAnswer, 200, headers)
      assert.equal((await call(world)).status, 502)
    })
  }

  it('without a reference of the provider, the identifiers presented stand for the person, however they are written', async () => {
    await using world = await startGatewayWorld({ dependencies: { subjects: tracing } })
    await call(world)
    await call(world, { query: 'recipient=21690123100011&prenoms%5B%5D=Al%C3%A9xis&nomNaissance=lefebvre' })
    await call(world, { query: 'recipient=21690123100011&prenoms%5B%5D=ALICE&nomNaissance=LEFEBVRE' })
    const hashes = world.records.map(({ subjects }) => subjects?.[0])
    assert.equal(hashes[0]?.scheme, 'presented')
    assert.equal(hashes[0]?.pseudonym, hashes[1]?.pseudonym)
    assert.notEqual(hashes[0]?.pseudonym, hashes[2]?.pseudonym)
  })

  it('agent and case are in the record as hashes that two bodies do not share', async () => {
    await using world = await startGatewayWorld({ dependencies: { subjects: tracing } })
    const headers = { 'x-agent-id': 'agent-dupont', 'x-octroi-case': 'DOSSIER-77' }
    await call(world, { headers })
    await call(world, { headers })
    world.change(['grant'], (draft) => {
      const grant = draft.states.grant.get('grant-1')
      if (grant) draft.states.grant.set('grant-1', { ...grant, beneficiary_id: null, generation: 2 })
    })
    world.change(['application'], (draft) => {
      const application = draft.states.application.get('client-1')
      if (application) draft.states.application.set('client-1', { ...application, organization_id: 'org-other' })
    })
    await call(world, { headers })
    const [first, second, third] = world.records
    assert.match(String(first?.agent_hash), /^[\w-]{22}$/)
    assert.deepEqual([first?.agent_hash, first?.case_hash], [second?.agent_hash, second?.case_hash])
    assert.notEqual(first?.agent_hash, third?.agent_hash)
    assert.notEqual(first?.agent_hash, first?.case_hash)
    assert.doesNotMatch(JSON.stringify(world.records), /dupont|DOSSIER/)
  })

  it('two agents in one call are refused: two readers could see two', async () => {
    await using world = await startGatewayWorld()
    assert.equal((await call(world, { headers: { 'x-agent-id': ['a', 'b'] } })).status, 400)
  })

  it('a traceable API does not answer while the key of the month is unknown', async () => {
    const unknown = { ...tracing, keyAt: () => null }
    await using world = await startGatewayWorld({ ...traceable, dependencies: { subjects: unknown } })
    const answer = await call(world)
    assert.equal(answer.status, 503)
    assert.equal(answer.json.reason, 'subject_check_unavailable')
  })

  it('a protected person is marked in the record and nowhere else', async () => {
    const hash = tracing.identityHash(identity)
    assert.ok(hash)
    await using world = await startGatewayWorld({ dependencies: { subjects: testSubjectTracing([hash]) } })
    const answer = await call(world)
    assert.equal(answer.status, 200)
    assert.deepEqual(world.records[0]?.signals, ['protected_person'])
    assert.doesNotMatch(answer.text, /protected/)
    await call(world, { query: 'recipient=21690123100011&nomNaissance=AUTRE&prenoms%5B%5D=ALEXIS' })
    assert.equal(world.records[1]?.signals, undefined)
  })
})

describe('an application that walks through identities', () => {
  it('is marked in the record of each further step, and is answered like before', async () => {
    await using world = await startGatewayWorld({ dependencies: { subjects: tracing } })
    for (let year = 1930; year < 1960; year += 1) {
      const query = `recipient=21690123100011&nomNaissance=MARTIN&prenoms%5B%5D=ALEXIS&anneeDateNaissance=${year}`
      assert.equal((await call(world, { query })).status, 200)
    }
    const marked = world.records.map(({ signals }) => signals?.includes('sequential_identities') ?? false)
    assert.equal(marked[0], false)
    assert.equal(marked.at(-1), true)
  })
})

describe('an API that asks for a registered subject', () => {
  async function open(answer: (query: RegistrationQuery) => Promise<{ registered: boolean; ends_in_ms: number }>) {
    const asked: RegistrationQuery[] = []
    const registrations = createRegistrationCheck({
      clock: { monotonic: () => performance.now() },
      ask: (query) => {
        asked.push(query)
        return answer(query)
      },
    })
    const world = await startGatewayWorld({
      specification: withRegistration,
      dependencies: { subjects: tracing, registrations },
    })
    return { world, asked }
  }

  it('answers about a person on whom the recipient keeps a file, and asks control once', async () => {
    const { world, asked } = await open(async () => ({ registered: true, ends_in_ms: 60_000 }))
    await using _ = world
    for (let turn = 0; turn < 3; turn += 1) assert.equal((await call(world)).status, 200)
    assert.deepEqual(asked, [
      { organizationId: 'org-valmont', api: 'quotient-familial', identityHash: tracing.identityHash(identity) },
    ])
  })

  it('refuses anybody else with a reason of its own, before the provider is asked', async () => {
    const { world } = await open(async () => ({ registered: false, ends_in_ms: 0 }))
    await using _ = world
    const answer = await call(world)
    assert.equal(answer.status, 403)
    assert.equal(answer.json.reason, 'subject_not_registered')
    assert.equal(world.upstream.requests.length, 0)
    assert.equal(world.records[0]?.refusal_stage, 'bind')
    assert.equal(world.records[0]?.reason, 'subject-not-registered')
  })

  it('refuses on doubt: control away, or no key', async () => {
    const { world } = await open(() => Promise.reject(new Error('away')))
    await using _ = world
    const answer = await call(world)
    assert.equal(answer.status, 503)
    assert.equal(answer.json.reason, 'subject_check_unavailable')
    assert.equal(world.upstream.requests.length, 0)
    await using keyless = await startGatewayWorld({ specification: withRegistration })
    assert.equal((await call(keyless)).status, 503)
  })

  it('a registration that ends is asked about again', async () => {
    const answers = [
      { registered: true, ends_in_ms: 1 },
      { registered: false, ends_in_ms: 0 },
    ]
    const { world } = await open(async () => answers.shift() ?? { registered: false, ends_in_ms: 0 })
    await using _ = world
    assert.equal((await call(world)).status, 200)
    await new Promise((resolve) => setTimeout(resolve, 5))
    assert.equal((await call(world)).status, 403)
  })
})
