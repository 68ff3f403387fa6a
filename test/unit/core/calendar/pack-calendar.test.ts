import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPackCalendar } from '#core/calendar/pack-calendar.ts'
import type { CountryPack } from '#core/ports/country-pack.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'

test('a date is over when its zone says so, also on the days the clock changes', () => {
  const calendar = createPackCalendar(createFrenchPack())
  assert.equal(calendar.endOf('2026-03-28'), '2026-03-28T23:00:00.000Z')
  assert.equal(calendar.endOf('2026-03-29'), '2026-03-29T22:00:00.000Z')
  assert.equal(calendar.endOf('2026-10-25'), '2026-10-25T23:00:00.000Z')
  assert.equal(calendar.dateAt(Date.parse('2026-03-29T22:00:00Z')), '2026-03-30')
})

test('a date is over in its zone wherever that is', () => {
  const inZone = (timeZone: string) => createPackCalendar({ ...createFrenchPack(), timeZone } satisfies CountryPack)
  assert.equal(inZone('Pacific/Kiritimati').endOf('2026-05-10'), '2026-05-10T10:00:00.000Z')
  assert.equal(inZone('Pacific/Pago_Pago').endOf('2026-05-10'), '2026-05-11T11:00:00.000Z')
})

test('business days leave out week-ends and holidays', () => {
  const calendar = createPackCalendar(createFrenchPack())
  // Friday 30 April 2027 to Tuesday 4 May: 1 May is a Saturday.
  assert.equal(calendar.businessDeadline(Date.parse('2027-04-30T09:00:00Z'), 2), '2027-05-04T22:00:00.000Z')
})
