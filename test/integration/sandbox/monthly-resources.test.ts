import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isReservedSiren } from '#packs/fr/siren.ts'
import { declarationsAt } from '#sandbox-data/rules/declarations-at.ts'
import { jobAt } from '#sandbox-data/rules/job-at.ts'
import { monthAt, monthOf } from '#sandbox-data/rules/month.ts'
import { askSandbox } from '#support/ask-sandbox.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

interface Row {
  readonly mois: string
  readonly nature: string
  readonly source: string
  readonly declarant: { readonly siret: string }
  readonly date_versement: string
  readonly montant_brut: number
  readonly montant_net_fiscal: number
  readonly montant_net_verse: number
  readonly montant_net_social: number
  readonly pas_preleve: number
  readonly fiabilite: string
  readonly depot: { readonly id: string; readonly date: string; readonly type: string }
}

let sandbox: SandboxUnderTest
before(async () => {
  sandbox = await startSandbox()
})
after(() => sandbox[Symbol.asyncDispose]())

const personOf = (id: string) => {
  const person = sandbox.populations.sandbox.persons.find((each) => each.id === `persona.${id}`)
  assert.ok(person)
  return person
}

async function ask(id: string, change: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
  const { nir, birth_name } = personOf(id)
  const body = {
    recipient: '00000001800010',
    nir,
    nom_naissance: birth_name,
    debut: '2026-06',
    fin: '2026-08',
    ...change,
  }
  const url = `${sandbox.engine}/drm/v1/ressources`
  const reply = await askSandbox(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return { ...reply, rows: (reply.body.data?.ressources ?? []) as readonly Row[] }
}

test('an employee has one declared pay a month, of an invented employer', async () => {
  const { status, rows, body } = await ask('hugo.hugo')
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(
    rows.map(({ mois, nature, source, date_versement }) => [mois, nature, source, date_versement]),
    [
      ['2026-06', 'SALAIRE', 'DSN', '2026-06-30'],
      ['2026-07', 'SALAIRE', 'DSN', '2026-07-31'],
      ['2026-08', 'SALAIRE', 'DSN', '2026-08-31'],
    ],
  )
  for (const row of rows) {
    assert.ok(isReservedSiren(row.declarant.siret.slice(0, 9)))
    // 2 350 net: / 0.78; x 1.035; x 1.06; 11 % above 1 620; what is left.
    const amounts = [
      row.montant_brut,
      row.montant_net_fiscal,
      row.montant_net_social,
      row.pas_preleve,
      row.montant_net_verse,
    ]
    assert.deepEqual(amounts, [3012.82, 2432.25, 2491, 89.35, 2260.65])
  }
})

test('unemployment and pension are declared as replacement income; natures narrow the answer', async () => {
  const { rows } = await ask('bruno.bruno', { debut: '2026-03', fin: '2026-04' })
  assert.deepEqual(
    rows.map(({ mois, nature, montant_net_verse }) => [mois, nature, montant_net_verse]),
    [
      ['2026-03', 'SALAIRE', 1950.5],
      ['2026-04', 'CHOMAGE', 1140],
    ],
  )
  const narrowed = await ask('bruno.bruno', { debut: '2026-03', fin: '2026-04', natures: ['CHOMAGE'] })
  assert.deepEqual(
    narrowed.rows.map(({ nature }) => nature),
    ['CHOMAGE'],
  )
  const pension = await ask('odette.odette', { debut: '2026-08' })
  assert.deepEqual(
    pension.rows.map(({ nature, source }) => [nature, source]),
    [['RETRAITE', 'PASRAU']],
  )
})

test('a month whose declarations have not arrived is said not received, and has no row', async () => {
  const { rows, body } = await ask('hugo.hugo', { debut: '2026-10', fin: '2026-11' })
  assert.deepEqual(body.data?.completude, [
    { mois: '2026-10', statut: 'complet' },
    { mois: '2026-11', statut: 'non_recu' },
  ])
  assert.deepEqual(
    rows.map(({ mois }) => mois),
    ['2026-10'],
  )
})

test('two employers are two rows of a month; sick days are paid by the health fund, and the total is the wage', async () => {
  const { rows } = await ask('deux-employeurs.sofia', { debut: '2026-05', fin: '2026-05' })
  assert.deepEqual(
    rows.map(({ nature, source, montant_brut }) => [nature, source, montant_brut]),
    [
      // 1 500 net, ten days of thirty worked, three fifths and two fifths of it; / 0.78.
      ['SALAIRE', 'DSN', 384.62],
      ['SALAIRE', 'DSN', 256.41],
      ['IJ', 'PASRAU', 1000],
    ],
  )
  assert.equal(new Set(rows.map(({ declarant }) => declarant.siret)).size, 3)
  const only = await ask('deux-employeurs.sofia', { debut: '2026-05', fin: '2026-05', natures: ['IJ'] })
  assert.equal(only.rows.length, 1)
})

test('a wrong declaration is one until it is replaced, and both have their own deposit', async () => {
  const august = async (day: string) => {
    sandbox.setToday(day)
    const { rows } = await ask('deux-employeurs.sofia', { debut: '2026-08', fin: '2026-08' })
    sandbox.setToday('2026-11-22')
    return rows[0] as Row
  }
  const [before, after] = [await august('2026-10-04'), await august('2026-10-05')]
  assert.deepEqual([before.fiabilite, before.depot.type], ['en_anomalie', 'initial'])
  assert.deepEqual(
    [after.fiabilite, after.depot.type, after.depot.date],
    ['certifie', 'annule_et_remplace', '2026-10-05'],
  )
  assert.notEqual(before.depot.id, after.depot.id)
  assert.equal(after.montant_brut, 1153.85)
  assert.equal(before.montant_brut, 1269.23)
})

test('a month is partial between the first declaration and the last, and complete on the fifteenth', async () => {
  const seen = new Map<string, readonly string[]>()
  for (const [index, person] of ['deux-employeurs.sofia', 'hugo.hugo', 'bruno.bruno', 'lucien.lucien'].entries()) {
    const statuses: string[] = []
    for (const day of ['2026-11-04', '2026-11-05', '2026-11-10', '2026-11-14', '2026-11-15']) {
      sandbox.setToday(day)
      const { body } = await ask(person, { debut: '2026-10', fin: '2026-10' })
      const completude = body.data?.completude as readonly { statut: string }[]
      statuses.push(completude[0]?.statut ?? '')
    }
    seen.set(`${index} ${person}`, statuses)
    assert.deepEqual([statuses[0], statuses.at(-1)], ['non_recu', 'complet'], person)
    const rank = (statut: string) => ['non_recu', 'partiel', 'complet'].indexOf(statut)
    for (const [at, statut] of statuses.entries()) assert.ok(at === 0 || rank(statut) >= rank(statuses[at - 1] ?? ''))
  }
  sandbox.setToday('2026-11-22')
})

test('one declaration in fifty of the people drawn is wrong at first', () => {
  let all = 0
  let anomalous = 0
  for (const person of sandbox.populations.sandbox.persons.filter(({ particulars }) => particulars === null)) {
    for (const declaration of declarationsAt(person, monthOf('2026-08'), '2026-09-20')) {
      if (declaration.nature !== 'SALAIRE') continue
      all++
      if (declaration.isAnomalous) anomalous++
    }
  }
  assert.ok(all > 100 && anomalous / all > 0.002 && anomalous / all < 0.05, `${anomalous} of ${all}`)
})

test('a number of waiting and a replaced number designate their person; a cancelled one is said to be gone', async () => {
  assert.match(personOf('attente.tesfay').nir, /^3/)
  const waiting = await ask('attente.tesfay')
  assert.equal(waiting.status, 200, JSON.stringify(waiting.body))
  assert.equal(waiting.body.meta?.identite, 'concordante')
  const [replaced, cancelled] = personOf('numero-remplace.ilan').particulars?.former_nirs ?? []
  const current = await ask('numero-remplace.ilan')
  const before = await ask('numero-remplace.ilan', { nir: replaced?.nir })
  assert.deepEqual(before.body, current.body)
  const gone = await ask('numero-remplace.ilan', { nir: cancelled?.nir })
  assert.equal(gone.status, 410)
  assert.match(JSON.stringify(gone.body), /37007.*identification/)
  const stranger = await ask('numero-remplace.ilan', { nir: cancelled?.nir, nom_naissance: 'AUTRE' })
  assert.equal(stranger.status, 404)
})

test('a number with another identity, and a number nobody has, get one same answer without any value', async () => {
  const other = await ask('hugo.hugo', { nom_naissance: 'VALCLAIR' })
  const nobody = await ask('hugo.hugo', { nir: '290029900100094' })
  assert.equal(other.status, 404, JSON.stringify(other.body))
  assert.deepEqual([nobody.status, nobody.body], [other.status, other.body])
  assert.doesNotMatch(JSON.stringify(other.body), /VALCLAIR|TRÉMBANDEL|29002/)
  assert.equal((await ask('hugo.hugo', { date_naissance: '1994-09-10' })).status, 404)
  assert.equal((await ask('hugo.hugo', { prenom: 'Hugo', date_naissance: '1994-09-09' })).status, 200)
})

test('a call about a number is steered like any other: by persona, by scenario, by a magic name', async () => {
  const about = await ask('hugo.hugo', { nom_naissance: 'PERSONNE' }, { prefer: 'example=odette' })
  assert.deepEqual(about.body, (await ask('odette.odette')).body)
  const forced = await ask('hugo.hugo', {}, { 'x-sandbox-scenario': 'maintenance' })
  assert.equal(forced.status, 503)
  const magic = await ask('hugo.hugo', { nom_naissance: 'SCENARIO-rate-limited' })
  assert.equal(magic.status, 429)
  assert.match(JSON.stringify(magic.body), /"explain":".{20,}"/)
})

test('a false key, a reversed period and one longer than two years are refused', async () => {
  const { nir } = personOf('hugo.hugo')
  const falseKey = nir.slice(0, 13) + String(((Number(nir.slice(13)) + 1) % 90) + 1).padStart(2, '0')
  for (const change of [{ nir: falseKey }, { debut: '2026-09' }, { debut: '2024-08' }, { fin: '2026-12' }]) {
    assert.equal((await ask('hugo.hugo', change)).status, 422, JSON.stringify(change))
  }
})

test('anybody with a wage has an employer, who stays for years', () => {
  for (const person of sandbox.populations.sandbox.persons.slice(0, 300)) {
    const seen = new Set<string>()
    for (let at = monthOf('2020-01'); at < monthAt(2025, 1); at++) {
      const job = jobAt(person, at)
      if (job) seen.add(job.employer.siret)
    }
    assert.ok(seen.size <= 2, person.id)
  }
})
