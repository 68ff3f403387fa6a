import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { castOrganizations } from '#core/demonstration/cast.ts'
import { markOfNir } from '#packs/fr/mark-of-nir.ts'
import { nirKey } from '#packs/fr/nir-key.ts'
import { isReservedSiren } from '#packs/fr/siren.ts'
import { canonicalSiret } from '#packs/fr/siret.ts'
import { employers } from '#sandbox-data/employers.ts'
import { fictionPhoneBlocks } from '#sandbox-data/generator/contact-of.ts'
import { openPopulations } from '#sandbox-data/open-populations.ts'
import { schoolAt } from '#sandbox-data/rules/school-at.ts'

const folder = join(import.meta.dirname, '../../../sandbox-data')
const { sandbox, production, named } = openPopulations(2000)
const persons = [...sandbox.persons, ...production.persons]
const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'))

test('SNB-1: every NIR has order 000, a correct key, and is nobody else’s', () => {
  for (const population of [sandbox, production]) {
    assert.equal(new Set(population.persons.map((person) => person.nir)).size, population.persons.length)
  }
  const numbers = persons.flatMap(({ id, nir, particulars }) =>
    [nir, ...(particulars?.former_nirs ?? []).map((one) => one.nir)].map((one) => ({ id, nir: one })),
  )
  assert.equal(
    new Set(
      sandbox.persons.flatMap(({ nir, particulars }) => [
        nir,
        ...(particulars?.former_nirs ?? []).map((one) => one.nir),
      ]),
    ).size,
    sandbox.persons.length + 2,
  )
  for (const { id, nir } of numbers) {
    assert.match(nir, /^[1-4]\d{4}(\d{2}|2[AB])\d{3}000\d{2}$/, id)
    assert.equal(nir.slice(13), nirKey(nir.slice(0, 13)), id)
    assert.equal(markOfNir(nir), 'synthetic', id)
  }
})

test('SNB-1: a NIR tells the sex, the date and the place of its person', () => {
  for (const { id, nir, sex, birth, is_provisional } of persons) {
    assert.equal(Number(nir[0]), (sex === 'M' ? 1 : 2) + (is_provisional ? 2 : 0), id)
    assert.equal(nir.slice(1, 3), String(birth.year % 100).padStart(2, '0'), id)
    if (birth.month === null) assert.ok(Number(nir.slice(3, 5)) >= 20, id)
    else assert.equal(Number(nir.slice(3, 5)), birth.month, id)
    const place = birth.commune ?? birth.country
    assert.equal(nir.slice(5, 10), birth.year < 1976 ? place.replace(/^2[AB]/, '20') : place, id)
  }
})

test('SNB-4: the recipient of every reserved demand has a SIREN of the reserved block', () => {
  for (const file of globSync('specs/catalog/*/*.yaml', { cwd: join(folder, '..') })) {
    const text = readFileSync(join(folder, '..', file), 'utf8')
    const recipients = [...text.matchAll(/recipient=(\d{14})/g)].map((match) => match[1] ?? '')
    if (text.includes('test_persons:')) assert.ok(recipients.length > 0, file)
    for (const recipient of recipients) assert.ok(isReservedSiren(recipient.slice(0, 9)), recipient)
  }
})

test('SNB-4: employers and hosts have the SIREN of the reserved block that no body of the demonstration has', () => {
  const bodies = new Set(castOrganizations.map(({ siret }) => siret.slice(0, 9)))
  assert.ok(employers.length > 50)
  for (const { siret } of employers) {
    assert.ok(isReservedSiren(siret.slice(0, 9)) && canonicalSiret(siret) === siret, siret)
    assert.ok(!bodies.has(siret.slice(0, 9)), siret)
  }
  const known = new Set(employers.map(({ siret }) => siret))
  for (const { id, civic_service } of persons) assert.ok(!civic_service || known.has(civic_service.host), id)
})

test('student numbers and schools are of a département that does not exist, and nobody shares a number or a login', () => {
  for (const population of [sandbox, production]) {
    assert.equal(new Set(population.persons.map(({ ine }) => ine)).size, population.persons.length)
    assert.equal(new Set(population.persons.map(({ login }) => login)).size, population.persons.length)
    for (const household of population.households) {
      for (const person of household.persons) {
        assert.match(person.ine, /^000\d{6}[A-Z]{2}$/, person.id)
        const school = schoolAt(person, household, 2026)
        if (school) assert.match(school.uai, /^000\d{4}[A-Z]$/, person.id)
        if (person.studies) assert.match(person.studies.establishment, /^000\d{4}[A-Z]$/, person.id)
      }
    }
  }
})

test('SNB-5: telephones are of the fiction blocks and e-mails of a reserved domain', () => {
  for (const { id, phone, email } of persons) {
    assert.match(phone, /^\d{10}$/, id)
    assert.ok(fictionPhoneBlocks.includes(phone.slice(0, 6)), id)
    assert.match(email, /^[a-z0-9-]+@example\.org$/, id)
  }
})

test('SNB-5: streets are of the invented list, in municipalities that exist', () => {
  const { names } = read('lexicon/streets.json') as { names: string[] }
  for (const { id, address, persona } of sandbox.households) {
    if (persona === null)
      assert.ok(
        names.some((name) => address.street.endsWith(name)),
        id,
      )
    const department = address.commune.slice(0, address.commune.startsWith('97') ? 3 : 2)
    const isDistrict = /^(751|6938|132)/.test(address.commune)
    if (!isDistrict) assert.ok(named(address.city, department).includes(address.commune), `${id} ${address.city}`)
  }
})

test('SNB-6: surnames are of the invented lexicon, or marked as specimens', () => {
  const { beginnings, endings } = read('lexicon/surnames.json') as { beginnings: string[]; endings: string[] }
  const invented = new Set(
    beginnings.flatMap((beginning) => endings.map((ending) => (beginning + ending).toUpperCase())),
  )
  for (const household of sandbox.households) {
    for (const { id, birth_name } of household.persons) {
      if (household.persona === null) assert.ok(invented.has(birth_name), `${id} ${birth_name}`)
      if (household.is_reserved) assert.match(birth_name, /-SPÉCIMEN$/, id)
    }
  }
})

test('SNB-7: every source has a licence, and no input has a row for a person', () => {
  const { sources } = read('sources.json') as { sources: { id: string; licence: string; url: string }[] }
  for (const source of sources) assert.ok(source.licence !== '' && source.url.startsWith('https://'), source.id)
  const inputs = [...globSync('lexicon/*.json', { cwd: folder }), ...globSync('parameters/*.json', { cwd: folder })]
  for (const input of inputs) {
    assert.doesNotMatch(readFileSync(join(folder, input), 'utf8'), /"(nir|birth_date|birth|date_naissance)"/i, input)
  }
})

test('the simulated production population shares nobody with the sandbox but the reserved test persons', () => {
  const key = (person: (typeof persons)[number]) =>
    JSON.stringify([person.birth_name, person.first_names[0], person.birth.year, person.birth.month, person.birth.day])
  const inSandbox = new Set(sandbox.persons.map(key))
  const shared = production.persons.filter((person) => inSandbox.has(key(person)))
  const reserved = production.households.filter((household) => household.is_reserved)
  assert.deepEqual(
    shared.map((person) => person.id),
    reserved.flatMap((household) => household.persons.map((person) => person.id)),
  )
  assert.ok(production.persons.length > shared.length)
})
