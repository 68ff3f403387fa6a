import assert from 'node:assert/strict'
import test from 'node:test'
import { protectableIdentities, statedIdentities } from '#core/persons/identity-variants.ts'
import type { PivotIdentity } from '#core/persons/pivot-identity.ts'
import { canonicalIdentity } from '#core/subjects/canonical-identity.ts'

const maya: PivotIdentity = {
  given_name: 'Maya Lou',
  given_name_array: ['Maya', 'Lou'],
  family_name: 'SPÉCIMEN',
  birthdate: '1990-04-12',
  gender: 'female',
  birthplace: '75056',
  birthcountry: '99100',
}

const written = (values: Record<string, unknown>) => canonicalIdentity(values, Object.keys(values))
const whole = {
  nomNaissance: 'specimen',
  sexeEtatCivil: 'F',
  anneeDateNaissance: 1990,
  moisDateNaissance: 4,
  jourDateNaissance: 12,
  codeCogInseePaysNaissance: '99100',
  codeCogInseeCommuneNaissance: '75056',
}

test('a call that gives the whole civil status names the person, with one first name or with all', () => {
  const stated = statedIdentities(maya)
  assert.ok(stated.includes(written({ ...whole, prenoms: ['maya'] })))
  assert.ok(stated.includes(written({ ...whole, prenoms: ['Maya', 'LOU'] })))
  assert.equal(stated.length, 2)
})

test('a call that leaves out place, sex or day may be about somebody else', () => {
  const stated = new Set(statedIdentities(maya))
  for (const name of ['codeCogInseeCommuneNaissance', 'sexeEtatCivil', 'jourDateNaissance']) {
    const { [name as keyof typeof whole]: _, ...vague } = whole
    assert.ok(!stated.has(written({ ...vague, prenoms: ['Maya', 'Lou'] })), name)
  }
})

test('whose date of birth is not whole is named by all they have and by nothing less', () => {
  const stated = statedIdentities({ ...maya, birthdate: '1990-04-00' })
  const { jourDateNaissance: _, ...known } = whole
  assert.deepEqual(stated, [written({ ...known, prenoms: ['Maya', 'Lou'] })])
})

test('a person is protected however the operator wrote them down, or by a reference', () => {
  const references = [{ scheme: 'nir', value: '2900475056001' }]
  const known = protectableIdentities(maya, references, new Set(['numAssure']))
  assert.ok(known.includes(written({ nomNaissance: 'Spécimen', prenoms: ['Maya'] })))
  assert.ok(known.includes(written({ nomNaissance: 'Spécimen', anneeDateNaissance: '1990' })))
  assert.ok(known.includes(written({ numAssure: '2900475056001' })))
  assert.ok(!known.includes(written({ nomNaissance: 'Spécimen', prenoms: ['Zoé'] })))
})
