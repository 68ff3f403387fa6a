import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'

const both = (fr: string, en: string) => ({ fallback: 'fr', texts: { fr, en } })

let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
})
after(() => world[Symbol.asyncDispose]())

function openIncident(target: string, as: 'ada' | 'claude' | 'carl' = 'ada') {
  const text = both('Nous cherchons la cause.', 'We look for the cause.')
  return world.as[as].post('/incidents', { target, severity: 'degraded', title: both('Lenteurs', 'Slowness'), text })
}

test('an incident is told, followed and ended, and everybody reads what was said', async () => {
  const opened = await openIncident('api:quotient-familial/v3')
  assert.equal(opened.status, 201, opened.text)
  const path = `/incidents/${opened.json.id}/updates`
  const text = both('Un disque est plein.', 'A disk is full.')
  assert.equal((await world.as.ada.post(path, { stage: 'identified', text })).status, 201)
  const ended = await world.as.ada.post(path, { stage: 'resolved', text: both('Rétabli.', 'It works.') })
  assert.notEqual(ended.json.closed_at, null)
  const { json } = await world.as.nobody.get('/incidents?state=closed')
  const told = json.items.find((one: { id: string }) => one.id === opened.json.id)
  assert.deepEqual(
    told.updates.map((one: { stage: string }) => one.stage),
    ['resolved', 'identified', 'investigating'],
  )
  assert.equal(told.organization_id, undefined)
  const late = await world.as.ada.post(path, { stage: 'monitoring', text })
  assert.deepEqual([late.status, late.json.type], [409, 'http://portal.test/problems/wrong-state'])
  const events = await world.as.ada.get('/events?page_size=200')
  const types = events.json.items.map((one: { type: string }) => one.type)
  for (const type of ['incident.opened', 'incident.updated', 'incident.closed']) assert.ok(types.includes(type), type)
})

test('a provider speaks for its own service and APIs, and for nothing else', async () => {
  assert.equal((await openIncident('api:quotient-familial/v3', 'claude')).status, 201)
  for (const target of ['platform', `provider:${world.organizations.cnam}`]) {
    assert.equal((await openIncident(target, 'claude')).status, 403, target)
  }
  const unknown = await openIncident('api:nothing-here/v1')
  assert.deepEqual([unknown.status, unknown.json.errors[0].field], [400, 'target'])
})

test('a text has words in its fallback language', async () => {
  const texts = { fallback: 'fr', texts: { en: 'Only English' } }
  const refused = await world.as.ada.post('/incidents', {
    target: 'platform',
    severity: 'outage',
    title: texts,
    text: texts,
  })
  assert.deepEqual([refused.status, refused.json.errors[0].field], [400, '/title/texts/fr'])
})

test('the days of a service show what was measured, and nothing where nothing was', async () => {
  const { deps, clock, unitOfWork } = world
  const start = clock.now()
  const marks = Array.from({ length: 30 }, (_, minute) => ({
    target: 'platform',
    at: start + minute * 60_000,
    sign: minute < 15 ? ('up' as const) : ('down' as const),
  }))
  await unitOfWork.transaction((tx) => deps.service.mark(tx, marks))
  clock.advance(33 * 60_000)
  const { json } = await world.as.nobody.get('/service-levels/days')
  const platform = json.targets.find((one: { target: string }) => one.target === 'platform')
  assert.equal(platform.days.length, 90)
  assert.equal(platform.days[0].availability, null)
  const measured = platform.days.slice(-2)
  const down = measured.reduce((sum: number, day: { minutes_down: number }) => sum + day.minutes_down, 0)
  assert.equal(down, 15)
  clock.advance(26 * 3_600_000)
  const later = await world.as.nobody.get('/service-levels/days')
  const days = later.json.targets.find((one: { target: string }) => one.target === 'platform').days
  assert.equal(days.length, 90)
  assert.ok(days.at(-1).minutes_down > 0, 'minutes without a sign are down')
})
