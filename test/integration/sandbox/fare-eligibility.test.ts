import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose'
import { decideFare, type Facts } from '#sandbox/eligibility/decide-fare.ts'
import { type FareTable, readFareTables } from '#sandbox/eligibility/fare-table.ts'
import { askSandbox } from '#support/ask-sandbox.ts'
import { civilStatusOfPerson } from '#support/civil-status-query.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

let sandbox: SandboxUnderTest
before(async () => {
  sandbox = await startSandbox()
})
after(() => sandbox[Symbol.asyncDispose]())

async function decide(personId: string, bareme: string, change: Record<string, unknown> = {}, headers = {}) {
  const person = sandbox.populations.sandbox.persons.find(({ id }) => id === `persona.${personId}`)
  assert.ok(person)
  const all = Object.entries({ ...civilStatusOfPerson(person), bareme, ...change })
  const body = Object.fromEntries(
    all.filter(([, value]) => value !== null).map(([name, value]) => [name.replace('[]', ''), value]),
  )
  return askSandbox(`${sandbox.engine}/transport/v1/eligibilites`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
}

const table = (id: string): FareTable => {
  const found = readFareTables().get(id)
  assert.ok(found)
  return found
}
const unknown: Facts = {
  quotient: null,
  resources: null,
  solidarity_income: null,
  solidarity_unemployment: null,
  free_health_cover: null,
  below_cover_ceiling: null,
  disability: null,
}
const nothing: Facts = {
  quotient: 5000,
  resources: 5000,
  solidarity_income: false,
  solidarity_unemployment: false,
  free_health_cover: false,
  below_cover_ceiling: false,
  disability: false,
}

for (const [quotient, profil] of [
  [407, 'TRANCHE_1'],
  [408, 'TRANCHE_1'],
  [409, 'TRANCHE_2'],
  [511, 'TRANCHE_2'],
  [512, 'TRANCHE_3'],
  [591, 'TRANCHE_3'],
  [592, 'TRANCHE_4'],
  [661, 'TRANCHE_4'],
  [662, null],
] as const) {
  test(`Grenoble: an index of ${quotient} gives ${profil ?? 'no reduced fare'}, and no amount leaves`, async () => {
    const { status, body } = await decide(`palier-${quotient}.parent`, 'grenoble-solidaire/2016-09')
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(body.data?.profil, profil)
    assert.equal(body.data?.decision, profil === null ? 'non_eligible' : 'eligible')
    const { preuve, ...data } = body.data ?? {}
    const { jws } = preuve as { jws: string }
    for (const said of [JSON.stringify(data), Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()])
      assert.doesNotMatch(said, new RegExp(`\\b${quotient}\\b`))
  })
}

test('Paris region: solidarity income, and the allowance with the free cover, travel free for three months', async () => {
  for (const person of ['nadia.nadia', 'fatou.fatou']) {
    const { body } = await decide(person, 'idfm-solidarite/2025-07')
    const { beneficiaires_lies: _, preuve: __, motifs: ___, ...data } = body.data ?? {}
    assert.deepEqual(data, {
      decision: 'eligible',
      profil: 'SOLIDARITE_GRATUITE',
      bareme: 'idfm-solidarite/2025-07',
      droit_constate_le: '2026-11-01',
      valable_jusqu_au: '2027-01-31',
      origine_validite: 'politique',
      revalider_apres: '2027-02-01',
      sources: [
        { fournisseur: 'CNAF', statut: 'DONNEE_TROUVEE' },
        { fournisseur: 'FRANCE_TRAVAIL', statut: 'DONNEE_TROUVEE' },
        { fournisseur: 'CNAM', statut: 'DONNEE_TROUVEE' },
      ],
    })
  }
  assert.equal((await decide('camille.camille', 'idfm-solidarite/2025-07')).body.data?.profil, 'REDUCTION_75')
  assert.equal((await decide('hugo.hugo', 'idfm-solidarite/2025-07')).body.data?.decision, 'non_eligible')
})

test('Rennes: by the household’s resources; national floor: below the ceiling of the free cover', async () => {
  assert.equal((await decide('fatou.fatou', 'rennes-solidaire/2017-05')).body.data?.profil, 'GRATUITE')
  assert.equal((await decide('simone.simone', 'rennes-solidaire/2017-05')).body.data?.profil, 'REDUCTION_85')
  assert.equal((await decide('bruno.bruno', 'rennes-solidaire/2017-05')).body.data?.profil, 'REDUCTION_50')
  assert.equal((await decide('hugo.hugo', 'rennes-solidaire/2017-05')).body.data?.decision, 'non_eligible')
  assert.equal((await decide('fatou.fatou', 'socle-national/2026-01')).body.data?.profil, 'REDUCTION_50')
  assert.equal((await decide('simone.simone', 'socle-national/2026-01')).body.data?.decision, 'non_eligible')
})

test('undetermined where the source that matters cannot say', async () => {
  const { body } = await decide('sans-declaration.maelle', 'grenoble-solidaire/2016-09')
  assert.equal(body.data?.decision, 'indetermine')
  assert.equal(body.data?.profil, null)
  assert.deepEqual(body.data?.sources, [{ fournisseur: 'CNAF', statut: 'AUCUNE_DONNEE' }])
  assert.equal((await decide('arrivee.mei', 'idfm-solidarite/2025-07')).body.data?.decision, 'indetermine')
})

test('an unknown table or person is a problem that says so, without a value of the demand', async () => {
  const table = await decide('camille.camille', 'nulle-part/2026-01')
  assert.equal(table.status, 422)
  assert.match(table.headers.get('content-type') ?? '', /problem\+json/)
  assert.match(JSON.stringify(table.body), /grenoble-solidaire\/2016-09/)
  const nobody = await decide('camille.camille', 'grenoble-solidaire/2016-09', { anneeDateNaissance: 1991 })
  assert.equal(nobody.status, 404)
  assert.doesNotMatch(JSON.stringify(nobody.body), /VALCLAIR/)
})

test('a rule that holds first settles it, whatever is unknown after it or in a rule a false condition closed', () => {
  const idfm = table('idfm-solidarite/2025-07')
  assert.equal(decideFare(idfm, { ...unknown, solidarity_income: true }).rule?.profile, 'SOLIDARITE_GRATUITE')
  const open = { ...nothing, free_health_cover: null }
  assert.equal(decideFare(idfm, open).decision, 'indetermine')
  assert.equal(decideFare(idfm, { ...open, solidarity_unemployment: true }).decision, 'indetermine')
  const floor = table('socle-national/2026-01')
  assert.equal(decideFare(floor, { ...unknown, below_cover_ceiling: true }).decision, 'eligible')
})

test('learning an unknown fact never turns a settled decision into another', () => {
  const fact = fc.option(fc.boolean(), { nil: null })
  const amount = fc.option(fc.integer({ min: 0, max: 2000 }), { nil: null })
  const facts = fc.record({
    quotient: amount,
    resources: amount,
    solidarity_income: fact,
    solidarity_unemployment: fact,
    free_health_cover: fact,
    below_cover_ceiling: fact,
    disability: fact,
  })
  fc.assert(
    fc.property(fc.constantFrom(...readFareTables().values()), facts, facts, (of, known, other) => {
      const before = decideFare(of, known)
      if (before.decision === 'indetermine') return
      const names = Object.keys(known) as (keyof Facts)[]
      const learnt = Object.fromEntries(names.map((name) => [name, known[name] ?? other[name]])) as unknown as Facts
      assert.equal(decideFare(of, learnt).rule?.profile, before.rule?.profile)
    }),
  )
})

test('the members of the household have the fare with the person, where the rule says so, and are not named', async () => {
  const { body } = await decide('nadia.nadia', 'idfm-solidarite/2025-07')
  assert.deepEqual(body.data?.beneficiaires_lies, [
    { ref: 'conjoint', profil: 'SOLIDARITE_GRATUITE' },
    { ref: 'enf-1', profil: 'SOLIDARITE_GRATUITE' },
    { ref: 'enf-2', profil: 'SOLIDARITE_GRATUITE' },
  ])
  const child = await decide('nadia.ines', 'idfm-solidarite/2025-07')
  const linked = child.body.data?.beneficiaires_lies as readonly { ref: string }[]
  const refs = linked.map(({ ref }) => ref)
  assert.equal(refs.length, 3)
  assert.deepEqual(refs.slice(0, 2), ['parent-1', 'parent-2'])
  assert.deepEqual((await decide('nadia.nadia', 'grenoble-solidaire/2016-09')).body.data?.beneficiaires_lies, [])
  assert.deepEqual((await decide('hugo.hugo', 'idfm-solidarite/2025-07')).body.data?.beneficiaires_lies, [])
})

test('grounds are codes of what the rule looked at, or of what nobody could say; a refusal has none', async () => {
  const grounds = async (person: string, table: string) => (await decide(person, table)).body.data?.motifs
  const idfm = 'idfm-solidarite/2025-07'
  assert.deepEqual(await grounds('nadia.nadia', idfm), ['RSA'])
  assert.deepEqual(await grounds('fatou.fatou', idfm), ['ASS', 'C2S_SANS_PARTICIPATION'])
  assert.deepEqual(await grounds('arrivee.mei', idfm), ['C2S_SANS_PARTICIPATION'])
  assert.deepEqual(await grounds('hugo.hugo', idfm), [])
})

test('Bordeaux: a recognised disability, whatever the income', async () => {
  const { body } = await decide('achille.achille', 'bordeaux-handicap/2022-01')
  assert.equal(body.data?.profil, 'HANDICAP_50')
  assert.equal((await decide('hugo.hugo', 'bordeaux-handicap/2022-01')).body.data?.decision, 'non_eligible')
})

test('a decision is about the month of its reference date, one of the twelve last', async () => {
  const idfm = 'idfm-solidarite/2025-07'
  const before = await decide('inscrit-sans-droit.kevin', idfm, { date_reference: '2026-06-15' })
  assert.equal(before.body.data?.droit_constate_le, '2026-06-01')
  assert.equal(before.body.data?.revalider_apres, '2026-09-01')
  for (const date_reference of ['2025-11-30', '2026-12-01', '2026-02-30', 'hier']) {
    const { status, body } = await decide('nadia.nadia', idfm, { date_reference })
    assert.equal(status, 422, date_reference)
    assert.match(JSON.stringify(body), /00355/)
  }
})

test('the receipt is a JWS that the published keys verify, says the decision and nobody, and cannot be changed', async () => {
  const headers = { 'octroi-application': 'app-1', 'octroi-request-id': 'exchange-7' }
  const { body } = await decide('nadia.nadia', 'idfm-solidarite/2025-07', {}, headers)
  const proof = body.data?.preuve as { jws: string }
  const { jws } = proof
  const keys = await (await fetch(`${sandbox.engine}/.well-known/receipt-keys`)).json()
  const verify = (text: string) => compactVerify(text, createLocalJWKSet(keys as JSONWebKeySet))
  const { payload, protectedHeader } = await verify(jws)
  const claims = JSON.parse(Buffer.from(payload).toString())
  assert.equal(protectedHeader.typ, 'preuve-eligibilite+jwt')
  const { beneficiaires_lies: _, preuve: __, sources: ___, motifs: ____, ...decided } = body.data ?? {}
  assert.deepEqual(claims, {
    iss: 'octroi:bac-a-sable',
    aud: '00000001800010',
    iat: Date.parse('2026-11-22T11:00:00Z') / 1000,
    jti: 'exchange-7',
    ...decided,
  })
  assert.doesNotMatch(JSON.stringify(claims), /NADIA|CORMALIN|19\d\d/)
  const forged = Buffer.from(JSON.stringify({ ...claims, decision: 'non_eligible' })).toString('base64url')
  const [header, , signature] = jws.split('.')
  await assert.rejects(verify(`${header}.${forged}.${signature}`))
  const { d } = (keys as { keys: readonly { d?: string }[] }).keys[0] ?? {}
  assert.equal(d, undefined)
})

test('nobody closes in on an amount: a fifth table about one person waits a day, the same table never does', async () => {
  const headers = { 'octroi-application': 'prober' }
  const tables = [...readFareTables().keys()]
  assert.ok(tables.length > 4)
  const ask = (bareme: string, person = 'camille.camille', application = headers) =>
    decide(person, bareme, {}, application)
  for (const bareme of tables.slice(0, 4)) assert.equal((await ask(bareme)).status, 200)
  const fifth = tables[4] ?? ''
  const refused = await ask(fifth)
  assert.equal(refused.status, 422)
  assert.match(refused.headers.get('x-sandbox-explain') ?? '', /rule=too-many-tables/)
  assert.match(JSON.stringify(refused.body), /24 h/)
  assert.equal((await ask(tables[0] ?? '')).status, 200)
  assert.equal((await ask(fifth, 'camille.camille', { 'octroi-application': 'other' })).status, 200)
  assert.equal((await ask(fifth, 'hugo.hugo')).status, 200)
  sandbox.setToday('2026-11-23')
  assert.equal((await ask(fifth)).status, 200)
  sandbox.setToday('2026-11-22')
})

test('four networks publish a table, each with a version and a source', () => {
  const tables = [...readFareTables().values()]
  assert.ok(tables.length >= 4)
  for (const { source, valid_from } of tables) assert.ok(source.length > 10 && valid_from <= '2026-11-22')
})
