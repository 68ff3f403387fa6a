import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createToday } from '#sandbox/create-today.ts'

test('the day changes at midnight of the zone', () => {
  let now = Date.parse('2026-12-31T22:59:59Z')
  const today = createToday('Europe/Paris', { now: () => now })
  assert.equal(today(), '2026-12-31')
  now += 1000
  assert.equal(today(), '2027-01-01')
})

test('telling the day makes one formatter, however often it is asked: each holds memory no heap limit counts', (t) => {
  let made = 0
  const Real = Intl.DateTimeFormat
  t.mock.method(Intl, 'DateTimeFormat', function make(...args: ConstructorParameters<typeof Real>) {
    made++
    return new Real(...args)
  })
  const today = createToday('Europe/Paris', { now: () => 0 })
  for (let call = 0; call < 100; call++) today()
  assert.equal(made, 1)
})
