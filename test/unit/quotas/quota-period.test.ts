import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createQuotaPeriods } from '#core/quotas/quota-period.ts'

const hour = 3_600_000

function lengthOf(timeZone: string, at: string): number {
  const periods = createQuotaPeriods(timeZone)
  const inside = Date.parse(at)
  const { id, endsAt } = periods('day', inside)
  let startsAt = inside
  while (periods('day', startsAt - 60_000).id === id) startsAt -= 60_000
  return endsAt - startsAt
}

test('days of Paris have 23, 24 or 25 hours', () => {
  assert.equal(lengthOf('Europe/Paris', '2026-03-29T10:00:00Z'), 23 * hour)
  assert.equal(lengthOf('Europe/Paris', '2026-06-01T10:00:00Z'), 24 * hour)
  assert.equal(lengthOf('Europe/Paris', '2026-10-25T10:00:00Z'), 25 * hour)
})

test('a day begins at local midnight', () => {
  const periods = createQuotaPeriods('Europe/Paris')
  assert.deepEqual(periods('day', Date.parse('2026-11-22T22:59:59.999Z')).id, '2026-11-22')
  assert.deepEqual(periods('day', Date.parse('2026-11-22T23:00:00.000Z')).id, '2026-11-23')
  assert.equal(periods('day', Date.parse('2026-11-22T12:00:00Z')).endsAt, Date.parse('2026-11-22T23:00:00Z'))
})

test('a month ends with its last local day', () => {
  const periods = createQuotaPeriods('Europe/Paris')
  const march = periods('month', Date.parse('2026-03-29T12:00:00Z'))
  assert.deepEqual([march.id, march.endsAt], ['2026-03', Date.parse('2026-03-31T22:00:00Z')])
  assert.equal(periods('month', Date.parse('2026-12-31T23:00:00Z')).id, '2027-01')
  assert.equal(periods('month', Date.parse('2026-12-31T22:59:59Z')).endsAt, Date.parse('2026-12-31T23:00:00Z'))
})

test('a day without midnight begins when the clock was put forward', () => {
  const periods = createQuotaPeriods('Africa/Cairo')
  const before = periods('day', Date.parse('2026-04-23T12:00:00Z'))
  assert.deepEqual([before.id, before.endsAt], ['2026-04-23', Date.parse('2026-04-23T22:00:00Z')])
})

test('zones far from Greenwich have days too', () => {
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu']) {
    assert.equal(lengthOf(zone, '2026-06-01T10:00:00Z'), 24 * hour)
  }
})
