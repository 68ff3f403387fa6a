import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ageOf, vouchNow } from '#gateway/snapshot/vouch.ts'

const hour = 3_600_000

function clocks(wall: number, boot: { id: string | null; ms: number }) {
  return { clock: { now: () => wall, monotonic: () => 0 }, bootClock: { id: boot.id, now: () => boot.ms } }
}

const vouch = vouchNow(clocks(100 * hour, { id: 'one', ms: 10 * hour }), 'epoch', 1)

test('the age over a restart is the time that passed', () => {
  assert.equal(ageOf(vouch, clocks(101 * hour, { id: 'one', ms: 11 * hour })), hour)
  assert.equal(ageOf(vouch, clocks(101 * hour, { id: 'two', ms: 0 })), hour)
})

test('a wall clock set back does not hide time on the same boot', () => {
  assert.equal(ageOf(vouch, clocks(90 * hour, { id: 'one', ms: 12 * hour })), 2 * hour)
})

test('a wall clock set back over a reboot makes the age unknown', () => {
  assert.equal(ageOf(vouch, clocks(99 * hour, { id: 'two', ms: 0 })), Number.POSITIVE_INFINITY)
  assert.equal(ageOf(vouch, clocks(100 * hour - 1_000, { id: null, ms: 0 })), 0)
})
