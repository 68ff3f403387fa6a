import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { askSandbox } from '#support/ask-sandbox.ts'
import { civilStatusOfPerson } from '#support/civil-status-query.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

interface Period {
  readonly nature: string
  readonly debut: string
  readonly fin: string | null
  readonly employeur: object | null
  readonly revenus: readonly { readonly annee: number; readonly montant: number; readonly plafonne: number }[]
}

interface Summary {
  readonly trimestres: { readonly valides: number; readonly cotises: number; readonly assimiles: number }
  readonly annees_incompletes: readonly number[]
}

let sandbox: SandboxUnderTest
before(async () => {
  sandbox = await startSandbox()
})
after(() => sandbox[Symbol.asyncDispose]())

async function ask(id: string, change: Record<string, unknown> = {}) {
  const person = sandbox.populations.sandbox.persons.find((each) => each.id === `persona.${id}`)
  assert.ok(person)
  const own = { nir: person.nir, nom_naissance: person.birth_name }
  const body = { recipient: '00000001800010', ...own, debut: '2020-01', fin: '2026-11', ...change }
  const url = `${sandbox.engine}/rgcu/v1/carrieres/recherche`
  const reply = await askSandbox(url, { method: 'POST', body: JSON.stringify(body) })
  const periods = (reply.body.data?.periodes ?? []) as readonly Period[]
  return { ...reply, periods, summary: reply.body.data?.synthese as Summary }
}

test('a career tells jobs from unemployment, in order and without overlap', async () => {
  const { status, periods, body } = await ask('fatou.fatou', { debut: '2024-01' })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(
    periods.map(({ nature, debut, fin, employeur }) => [nature, debut, fin, employeur !== null]),
    [
      ['emploi', '2024-01-01', '2024-03-31', true],
      ['chomage', '2024-04-01', null, false],
    ],
  )
  assert.deepEqual(periods[0]?.revenus, [{ annee: 2024, montant: 6153.84, devise: 'EUR', plafonne: 6153.84 }])
})

test('quarters are earned by income, credited for unemployment, four a year at most', async () => {
  // 2024: 6 153.84 gross earns three quarters of 1 846.46, and nine months credit the fourth. 2025: four credited.
  const { summary } = await ask('fatou.fatou', { debut: '2024-01', fin: '2025-12' })
  assert.deepEqual(summary, { trimestres: { valides: 8, cotises: 3, assimiles: 5 }, annees_incompletes: [] })
  const { summary: young } = await ask('lucie.lucie', { debut: '2025-01', fin: '2025-12' })
  assert.deepEqual(young, { trimestres: { valides: 3, cotises: 3, assimiles: 0 }, annees_incompletes: [2025] })
})

test('apprenticeship has a nature of its own, and natures and schemes narrow the periods, not the summary', async () => {
  const { periods } = await ask('lucie.lucie')
  assert.deepEqual([...new Set(periods.map(({ nature }) => nature))], ['apprentissage'])
  const narrowed = await ask('fatou.fatou', { natures: ['emploi'] })
  assert.deepEqual([...new Set(narrowed.periods.map(({ nature }) => nature))], ['emploi'])
  assert.deepEqual(narrowed.summary, (await ask('fatou.fatou')).summary)
  assert.deepEqual((await ask('fatou.fatou', { regimes: ['MSA'] })).periods, [])
  assert.ok((await ask('mathurin.mathurin', { regimes: ['MSA'] })).periods.length > 0)
})

test('two jobs and sickness overlap; maternity and care at home are of the mother, conscription of men born before 1979', async () => {
  const naturesOf = async (id: string, change: Record<string, unknown> = {}) =>
    (await ask(id, change)).periods.map(({ nature, debut, fin }) => `${nature} ${debut} ${fin}`)
  const sofia = await ask('deux-employeurs.sofia', { debut: '2026-01' })
  assert.equal(sofia.periods.filter(({ nature }) => nature === 'emploi').length, 2)
  assert.ok((await naturesOf('deux-employeurs.sofia', { debut: '2026-01' })).includes('maladie 2026-05-01 2026-05-31'))
  const camille = await naturesOf('camille.camille', { debut: '2018-01', fin: '2019-12' })
  assert.ok(camille.includes('maternite 2018-05-01 2018-08-31'), camille.join())
  const margaux = await ask('margaux.margaux', { debut: '2023-01', fin: '2023-12' })
  assert.ok(margaux.periods.some(({ nature }) => nature === 'avpf'))
  assert.equal(margaux.summary.trimestres.cotises, 4)
  assert.deepEqual(
    (await naturesOf('odette.odette', { debut: '1960-01' })).filter((each) => each.startsWith('service_national')),
    [],
  )
  const served = sandbox.populations.sandbox.persons.find(
    ({ sex, birth, role, died }) =>
      sex === 'M' && role === 'adult' && birth.year < 1970 && birth.country === '99100' && died === null,
  )
  assert.ok(served)
  const own = { nir: served.nir, nom_naissance: served.birth_name, natures: ['service_national'] }
  const debut = `${served.birth.year + 20}-01`
  const { periods } = await ask('odette.odette', { ...own, debut, fin: `${served.birth.year + 22}-12` })
  assert.equal(periods.length, 1)
})

test('a career is found by civil status too, and an income is shown within the yearly ceiling', async () => {
  const person = sandbox.populations.sandbox.persons.find(({ id }) => id === 'persona.fatou.fatou')
  assert.ok(person)
  const stated = Object.entries(civilStatusOfPerson(person)).filter(([, value]) => value !== null)
  const bySearch = {
    ...Object.fromEntries(stated.map(([name, value]) => [name.replace('[]', ''), value])),
    debut: '2020-01',
    fin: '2026-11',
  }
  const url = `${sandbox.engine}/rgcu/v1/carrieres/recherche`
  const found = await askSandbox(url, { method: 'POST', body: JSON.stringify(bySearch) })
  assert.deepEqual(found.body, (await ask('fatou.fatou')).body)
  const nobody = await askSandbox(url, {
    method: 'POST',
    body: JSON.stringify({ ...bySearch, anneeDateNaissance: 1911 }),
  })
  assert.equal(nobody.status, 404)
  for (const period of (await ask('hugo.hugo', { debut: '2010-01' })).periods)
    for (const { montant, plafonne } of period.revenus) assert.equal(plafonne, Math.min(montant, 48_060))
})

test('the answer says which schemes are not loaded', async () => {
  const { body } = await ask('odette.odette')
  assert.ok(((body.data?.regimes_absents ?? []) as string[]).length > 0)
})

test('a number with another identity, and a period that has not begun, are refused', async () => {
  assert.equal((await ask('fatou.fatou', { nom_naissance: 'AUTRE' })).status, 404)
  assert.equal((await ask('fatou.fatou', { fin: '2027-01' })).status, 422)
})
