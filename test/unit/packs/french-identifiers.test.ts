import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { nirKey } from '#packs/fr/nir-key.ts'
import { isReservedSiren } from '#packs/fr/siren.ts'

const pack = createFrenchPack()
const siret = (value: string) => pack.organizationIdentifiers['fr:siret']?.(value)
const siren = (value: string) => pack.organizationIdentifiers['fr:siren']?.(value)

test('a SIRET with the right check digits is accepted, also with separators', () => {
  assert.equal(siret('13002526500013'), '13002526500013')
  assert.equal(siret(' 130 025 265 00013 '), '13002526500013')
  assert.equal(siret('130.025.265-00013'), '13002526500013')
})

test('a SIRET with a wrong digit is refused, whichever it is', () => {
  const right = '13002526500013'
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 9 }), (at, shift) => {
      const wrong = [...right]
        .map((digit, index) => (index === at ? String((Number(digit) + shift) % 10) : digit))
        .join('')
      return siret(wrong) === null
    }),
  )
})

test('a SIRET of another length, with letters, or of zeros only is refused', () => {
  for (const value of ['', '1300252650001', '130025265000130', '1300252650001A', '00000000000000', '000000000 00018']) {
    assert.equal(siret(value), null, value)
  }
})

test("La Poste's establishments follow the rule of five, its head office the ordinary one", () => {
  assert.equal(siret('35600000000048'), '35600000000048')
  assert.equal(siret('35600000049837'), '35600000049837')
  assert.equal(siret('35600000049838'), null)
})

test('the reserved block holds 99 valid SIREN, and real numbers that begin with zeros are not of it', () => {
  const block = Array.from({ length: 1000 }, (_, index) => String(index).padStart(9, '0')).filter(isReservedSiren)
  assert.equal(block.length, 99)
  assert.equal(block[0], '000000018')
  assert.equal(block.at(-1), '000000992')
  assert.equal(isReservedSiren('000325175'), false)
  assert.equal(siren('000000018'), '000000018')
  assert.equal(siren('000000019'), null)
})

test('keys of published example numbers come out right, Corsica included', () => {
  assert.equal(nirKey('2840588321025'), '32')
  assert.equal(nirKey('2550814168025'), '38')
  assert.equal(nirKey('284062A004000'), '97')
  assert.equal(nirKey('2900331555000'), '70')
})

test('order 000 marks a synthetic person, any other order a possibly real one', () => {
  assert.equal(pack.markOf('284062A00400097'), 'synthetic')
  assert.equal(pack.markOf('2 90 03 31 555 000 70'), 'synthetic')
  assert.equal(pack.markOf('2900331555000'), 'synthetic')
  assert.equal(pack.markOf('284062a004001'), 'possibly_real')
  assert.equal(pack.markOf('2840588321025'), 'possibly_real')
})

test('a mistyped key does not make a number less personal', () => {
  assert.equal(pack.markOf('284058832102532'), 'possibly_real')
  assert.equal(pack.markOf('284058832102599'), 'possibly_real')
})

test('what is not shaped like a NIR is unmarked, names above all', () => {
  for (const value of [
    '',
    'VALCLAIR',
    '13002526500013',
    '2841388321025',
    '2840500321025',
    '9840588321025',
    '28405883210',
  ]) {
    assert.equal(pack.markOf(value), 'unmarked', value)
  }
})
