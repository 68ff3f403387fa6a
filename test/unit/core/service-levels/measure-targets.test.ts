import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MaintenanceWindow } from '#core/service-levels/maintenance-window.ts'
import { availabilityOf, type MeasuredTarget, measureTargets } from '#core/service-levels/measure-targets.ts'
import type { ServiceSlot, Sign } from '#core/service-levels/service-store.ts'
import { createTimeClasses } from '#core/service-levels/time-class.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'

const classOf = createTimeClasses(createFrenchPack())
/** A Tuesday: office hours in Paris begin at 07:00 UTC and end at 17:00 UTC. */
const morning = Date.parse('2026-03-03T07:00:00Z')
const minute = 60_000
const platform: MeasuredTarget = { target: 'platform', provider: null, since: 0 }
const provider: MeasuredTarget = { target: 'provider:p', provider: null, since: 0 }
const api: MeasuredTarget = { target: 'api:a/v1', provider: 'provider:p', since: 0 }
const all = 2 ** 30 - 1

function slot(target: string, at: number, signs: Partial<Record<Sign, number>>): ServiceSlot {
  return { target, slot: new Date(at).toISOString(), up: 0, down: 0, answered: 0, failed: 0, ...signs }
}

function measure(
  targets: readonly MeasuredTarget[],
  slots: readonly ServiceSlot[],
  minutes = 30,
  windows: readonly MaintenanceWindow[] = [],
  from = morning,
) {
  return measureTargets(targets, slots, windows, { from, until: from + minutes * minute }, classOf)
}

function windowOf(changes: Partial<MaintenanceWindow>): MaintenanceWindow {
  return {
    id: 'w',
    target: 'platform',
    organization_id: 'o',
    starts_at: new Date(morning + 5 * minute).toISOString(),
    ends_at: new Date(morning + 10 * minute).toISOString(),
    reason: 'r',
    declared_at: new Date(morning - minute).toISOString(),
    cancelled_at: null,
    ...changes,
  }
}

test('a minute without any sign of the platform is down', () => {
  const levels = measure([platform], [slot('platform', morning, { up: 0b111 })])
  assert.deepEqual(levels.get('platform')?.office, { up: 3, down: 27, maintenance: 0 })
  assert.deepEqual(levels.get('platform')?.other, { up: 0, down: 0, maintenance: 0 })
})

test('a failed probe makes a minute down, whatever passed in it or was answered', () => {
  const levels = measure([platform], [slot('platform', morning, { up: all, down: 0b11, answered: all })])
  assert.equal(levels.get('platform')?.office.down, 2)
})

test('records prove that the platform answered while no probe could speak', () => {
  const levels = measure([platform], [slot('platform', morning, { answered: 0b1111 })])
  assert.deepEqual(levels.get('platform')?.office, { up: 4, down: 26, maintenance: 0 })
})

test('an API is down when its platform or provider is, or calls failed and none was answered', () => {
  const up = slot('platform', morning, { up: all ^ 0b1 })
  const providerDown = slot('provider:p', morning, { up: all ^ 0b110, down: 0b110 })
  const own = slot('api:a/v1', morning, { failed: 0b11000, answered: 0b10100 })
  const levels = measure([platform, provider, api], [up, providerDown, own])
  // Minute 0: platform. 1: provider. 2: provider, but a call was answered. 3: failed. 4: failed and answered.
  assert.equal(levels.get('api:a/v1')?.office.down, 3)
  assert.equal(levels.get('provider:p')?.office.down, 3)
})

test('an API without calls is as available as its platform and provider', () => {
  const levels = measure([platform, api], [slot('platform', morning, { up: all })])
  assert.deepEqual(levels.get('api:a/v1')?.office, { up: 30, down: 0, maintenance: 0 })
})

test('announced maintenance counts neither as up nor as down, for what it stops', () => {
  const signs = [slot('platform', morning, { up: all })]
  const platformStop = measure([platform, api], signs, 30, [windowOf({})])
  assert.deepEqual(platformStop.get('platform')?.office, { up: 25, down: 0, maintenance: 5 })
  assert.equal(platformStop.get('api:a/v1')?.office.maintenance, 5)
  const providerStop = measure([platform, api], signs, 30, [windowOf({ target: 'provider:p' })])
  assert.equal(providerStop.get('platform')?.office.maintenance, 0)
  assert.equal(providerStop.get('api:a/v1')?.office.maintenance, 5)
})

test('maintenance declared after it began, or cancelled, excuses nothing', () => {
  const late = windowOf({ declared_at: new Date(morning + 6 * minute).toISOString() })
  const cancelled = windowOf({ cancelled_at: new Date(morning).toISOString() })
  const levels = measure([platform], [], 30, [late, cancelled])
  assert.deepEqual(levels.get('platform')?.office, { up: 0, down: 30, maintenance: 0 })
})

test('minutes before a target was there do not count', () => {
  const levels = measure([{ ...api, since: morning + 20 * minute }], [])
  assert.equal(levels.get('api:a/v1')?.office.down, 10)
})

test('nights, week-ends and French holidays are the other class, also across the change of hour', () => {
  const day = 24 * 60
  // 29 March 2026 is a Sunday of 23 hours; 6 April is Easter Monday; 7 April an ordinary Tuesday.
  const sunday = measure([platform], [], 23 * 60, [], Date.parse('2026-03-28T23:00:00Z')).get('platform')
  assert.deepEqual([sunday?.office.down, sunday?.other.down], [0, 23 * 60])
  const holiday = measure([platform], [], day, [], Date.parse('2026-04-05T22:00:00Z')).get('platform')
  assert.deepEqual([holiday?.office.down, holiday?.other.down], [0, day])
  const tuesday = measure([platform], [], day, [], Date.parse('2026-04-06T22:00:00Z')).get('platform')
  assert.deepEqual([tuesday?.office.down, tuesday?.other.down], [600, day - 600])
})

test('availability is rounded down: a promise is not met by rounding', () => {
  assert.equal(availabilityOf({ up: 98_999, down: 1_001, maintenance: 0 }), 98.99)
  assert.equal(availabilityOf({ up: 0, down: 0, maintenance: 30 }), null)
  assert.equal(availabilityOf({ up: 1, down: 0, maintenance: 0 }), 100)
})
