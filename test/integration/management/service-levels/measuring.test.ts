import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { publishLastMonth } from '#core/publications/publish-last-month.ts'
import type { ServiceLevelReport } from '#core/service-levels/report-month.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { recordExchanges } from '#support/record-exchanges.ts'
import { approveAccess } from '#support/request-access.ts'

const minute = 60_000
let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
})
after(() => world[Symbol.asyncDispose]())

function levelOf(report: ServiceLevelReport, target: string, timeClass = 'office') {
  const found = report.targets.find((one) => one.target === target)
  assert.ok(found, target)
  return found.classes.find((one) => one.time_class === timeClass)!
}

test('probes and shipped records become levels; nothing is measured before the first sign', async () => {
  const { deps, clock, unitOfWork } = world
  const empty = await world.as.nobody.get('/service-levels')
  assert.deepEqual([empty.json.measured_from, empty.json.targets], [null, []])
  const start = clock.now()
  const marks = Array.from({ length: 60 }, (_, index) => ({
    target: 'platform',
    at: start + index * minute,
    sign: 'up' as const,
  }))
  await unitOfWork.transaction((tx) => deps.service.mark(tx, marks))
  await unitOfWork.transaction((tx) => deps.service.mark(tx, marks.slice(0, 10)))
  clock.advance(63 * minute)
  await recordExchanges(world, 20, (index) => ({
    at: new Date(start + Math.floor(index / 2) * minute).toISOString(),
    duration_ms: index < 15 ? 80 : 1_500,
    ...(index >= 18 ? { status: 503, refusal_stage: 'forward' as const } : {}),
  }))
  const { json } = await world.as.nobody.get('/service-levels')
  assert.equal(json.measured_from, new Date(start).toISOString())
  const platform = levelOf(json, 'platform')
  assert.deepEqual(
    [platform.minutes_up, platform.minutes_down, platform.availability, platform.target],
    [60, 0, 100, 99],
  )
  const api = levelOf(json, 'api:quotient-familial/v3')
  assert.deepEqual([api.minutes_up, api.minutes_down], [59, 1])
  assert.deepEqual([api.answers, api.within_1s, api.within_2s], [18, 83.33, 100])
  assert.deepEqual([api.p50_ms, api.p95_ms], [100, 2_000])
  assert.equal(levelOf(json, `provider:${world.organizations.cnaf}`).answers, 18)
  assert.equal(levelOf(json, `provider:${world.organizations.cnam}`).answers, 0)
})

test('maintenance is declared before it begins, by who provides, and is cancelled only before', async () => {
  const at = (minutes: number) => new Date(world.clock.now() + minutes * minute).toISOString()
  const target = 'api:quotient-familial/v3'
  const reason = 'Changement de version'
  const declare = (starts: number, ends: number) =>
    world.as.claude.post('/maintenance-windows', { target, starts_at: at(starts), ends_at: at(ends), reason })
  for (const [starts, ends, field] of [
    [-1, 10, 'starts_at'],
    [10, 5, 'ends_at'],
    [10, 60 * 24 * 8, 'ends_at'],
  ] as const) {
    const refused = await declare(starts, ends)
    assert.equal(refused.status, 400)
    assert.equal(refused.json.errors[0].field, field)
  }
  const unknown = { target: 'api:nothing/v9', starts_at: at(5), ends_at: at(6), reason }
  assert.equal((await world.as.ada.post('/maintenance-windows', unknown)).json.errors[0].field, 'target')
  assert.equal((await world.as.nina.post('/maintenance-windows', { ...unknown, target })).status, 403)
  const made = await declare(5, 10)
  assert.equal(made.status, 201)
  world.clock.advance(6 * minute)
  assert.equal((await world.as.claude.delete(`/maintenance-windows/${made.json.id}`)).json.status, 409)
  const again = await declare(5, 10)
  assert.equal((await world.as.claude.delete(`/maintenance-windows/${again.json.id}`)).status, 204)
  assert.equal((await world.as.claude.delete(`/maintenance-windows/${again.json.id}`)).status, 409)
})

test('a month is published once, for ever the same bytes, and the audit log proves their digests', async () => {
  await approveAccess(world)
  world.clock.advance(31 * 24 * 60 * minute)
  const published = await Promise.all([publishLastMonth(world.deps), publishLastMonth(world.deps)])
  assert.deepEqual(
    published
      .flat()
      .map(({ kind }) => kind)
      .sort(),
    ['register', 'service-levels'],
  )
  assert.deepEqual(await publishLastMonth(world.deps), [])
  for (const kind of ['register', 'service-levels']) {
    for (const format of ['csv', 'json']) {
      const file = await world.as.nobody.get(`/publications/${kind}/2026-03?format=${format}`)
      const digest = createHash('sha256').update(file.text)
      assert.equal(file.headers['content-digest'], `sha-256=:${digest.copy().digest('base64')}:`)
      await recordExchanges(world, 1)
      const proof = await world.as.nobody.get(`/publications/${kind}/2026-03/proof`)
      assert.equal(proof.json[`${format}_sha256`], digest.digest('hex'))
      assert.notEqual(proof.json.proof, null)
    }
  }
  const register = (await world.as.nobody.get('/publications/register/2026-03')).json
  const [entry] = register.entries
  assert.equal(entry.beneficiary, 'Métropole de Valmont')
  assert.equal(entry.opened[0].provider, 'Cnaf')
  assert.ok(!JSON.stringify(register).includes('@example'), 'no contact is published')
})
