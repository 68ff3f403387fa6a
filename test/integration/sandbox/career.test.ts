import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { askSandbox } from '#support/ask-sandbox.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

interface Period {
  readonly nature: string
  readonly debut: string
  readonly fin: string | null
  readonly employeur: object | null
  readonly revenus: readonly { readonly annee: number; readonly montant: number }[]
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
  assert.deepEqual(periods[0]?.revenus, [{ annee: 2024, montant: 6153.84, devise: 'EUR' }])
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

test('the answer says which schemes are not loaded', async () => {
  const { body } = await ask('odette.odette')
  assert.ok(((body.data?.regimes_absents ?? []) as string[]).length > 0)
})

test('a number with another identity, and a period that has not begun, are refused', async () => {
  assert.equal((await ask('fatou.fatou', { nom_naissance: 'AUTRE' })).status, 404)
  assert.equal((await ask('fatou.fatou', { fin: '2027-01' })).status, 422)
})
