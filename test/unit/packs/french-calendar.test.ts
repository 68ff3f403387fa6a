import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { easterSunday } from '#packs/fr/easter-sunday.ts'

const pack = createFrenchPack()

test('Easter falls on the published dates, earliest and latest ones included', () => {
  for (const date of [
    '1818-03-22',
    '1943-04-25',
    '2008-03-23',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2038-04-25',
  ]) {
    assert.equal(easterSunday(Number(date.slice(0, 4))) * 86_400_000, Date.parse(`${date}T00:00:00Z`), date)
  }
})

test('the eleven public holidays of 2026 are not worked', () => {
  const holidays = [
    ['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25'],
    ['2026-07-14', '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25'],
  ].flat()
  for (const date of holidays) assert.equal(pack.isBusinessDay(date), false, date)
})

test('ordinary weekdays are worked, week-ends are not', () => {
  assert.equal(pack.isBusinessDay('2026-11-20'), true)
  assert.equal(pack.isBusinessDay('2026-11-21'), false)
  assert.equal(pack.isBusinessDay('2026-11-22'), false)
})

test('ten business days after a Friday of May cross a holiday and two week-ends', () => {
  assert.equal(pack.addBusinessDays('2026-05-22', 10), '2026-06-08')
  assert.equal(pack.addBusinessDays('2026-12-31', 1), '2027-01-04')
  assert.equal(pack.addBusinessDays('2026-11-21', 0), '2026-11-21')
})

test('the day reached is a business day, and exactly as many lie between', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 30 }), (offset, days) => {
      const start = new Date(Date.UTC(2000, 0, 1 + offset)).toISOString().slice(0, 10)
      const end = pack.addBusinessDays(start, days)
      let counted = 0
      for (let at = Date.parse(start) + 86_400_000; at <= Date.parse(end); at += 86_400_000) {
        if (pack.isBusinessDay(new Date(at).toISOString().slice(0, 10))) counted++
      }
      return pack.isBusinessDay(end) && counted === days
    }),
    { numRuns: 50 },
  )
})

test('a date that does not exist is refused', () => {
  assert.throws(() => pack.isBusinessDay('2026-02-30'), RangeError)
  assert.throws(() => pack.addBusinessDays('tomorrow', 1), RangeError)
})
