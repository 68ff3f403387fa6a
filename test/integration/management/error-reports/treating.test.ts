import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { advanceErrorReports } from '#core/error-reports/advance-error-reports.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { consult, logIn, openMonth, type PersonCaller, subjectOf } from '#support/person-caller.ts'

const field = 'data.quotient_familial.valeur'
const statement = 'My quotient was another one in March.'
const dayMs = 86_400_000
let world: AccessWorld
let serial = 0
before(async () => {
  world = await openAccessWorld()
  await openMonth(world, '2026-03')
})
after(() => world[Symbol.asyncDispose]())
beforeEach(() => {
  serial += 1
})

async function submit(): Promise<{ id: string; request_id: string; maya: PersonCaller }> {
  const request_id = `request-${serial}`
  await consult(world, request_id, [await subjectOf(world, 'maya', '2026-03')])
  const maya = await logIn(world, 'maya')
  const answer = await maya.post('/person/error-reports', { request_id, field, kind: 'wrong_value', statement })
  assert.equal(answer.status, 201, answer.text)
  return { id: answer.json.id, request_id, maya }
}

async function step(id: string, to: string, text?: string) {
  return world.as.carl.post(`/error-reports/${id}/steps`, text === undefined ? { to } : { to, text })
}

async function mine(caller: PersonCaller, id: string) {
  const { json } = await caller.get('/person/error-reports')
  return json.items.find((one: { id: string }) => one.id === id)
}

const eventsOf = async (organization: string, type: string) =>
  (await world.as.ada.get(`/organizations/${organization}/events?page_size=200`)).json.items.filter(
    (event: { type: string }) => event.type === type,
  )

test('a correction tells every body that received the datum, with its own requests, and the person whom', async () => {
  const { id, request_id, maya } = await submit()
  const other = { organization_id: world.organizations.rival, beneficiary_id: world.organizations.rival }
  const subject = await subjectOf(world, 'maya', '2026-03')
  await consult(world, `also-${serial}`, [subject], other)
  await consult(world, `without-${serial}`, [subject], { ...other, fields: ['data.quotient_familial.mois'] })
  await step(id, 'acknowledged')
  await step(id, 'in_analysis')
  const answer = await step(id, 'corrected', 'The quotient of March was computed anew.')
  assert.deepEqual([answer.status, answer.json.state, answer.json.told_count], [200, 'propagated', 2])
  const [told] = await eventsOf(world.organizations.rival, 'datum.corrected')
  assert.deepEqual(told.data.request_ids, [`also-${serial}`])
  const [first] = await eventsOf(world.organizations.valmont, 'datum.corrected')
  assert.ok(first.data.request_ids.includes(request_id))
  const report = await mine(maya, id)
  assert.equal(report.told.length, 2)
  assert.deepEqual(
    report.steps.map((one: { state: string }) => one.state),
    ['submitted', 'acknowledged', 'in_analysis', 'corrected', 'propagated'],
  )
})

test('an explanation can be contested twice, then it stands; an answer without words is refused', async () => {
  const { id, maya } = await submit()
  await step(id, 'acknowledged')
  await step(id, 'in_analysis')
  assert.equal((await step(id, 'explained')).status, 400)
  for (const expected of [200, 200, 409]) {
    assert.equal((await step(id, 'explained', 'It is the figure of January, as declared.')).status, 200)
    assert.equal((await maya.post(`/person/error-reports/${id}/contest`, { statement })).status, expected)
  }
})

test('one open report for one datum of one consultation, ten a day, and only by whom it is about', async () => {
  const { request_id, maya } = await submit()
  const body = { request_id, field, kind: 'duplicate', statement }
  assert.equal((await maya.post('/person/error-reports', body)).status, 409)
  const theo = await logIn(world, 'theo')
  assert.equal((await theo.post('/person/error-reports', body)).status, 404)
  assert.equal((await maya.post('/person/error-reports', { ...body, field: 'data.secret' })).status, 400)
})

test('a late answer is said once to the provider, and an answer nobody contests is closed and forgets whose it was', async () => {
  const { id } = await submit()
  const before = (await eventsOf(world.organizations.cnaf, 'error_report.overdue')).length
  world.clock.advance(8 * dayMs)
  await advanceErrorReports(world.deps)
  await advanceErrorReports(world.deps)
  const overdue = await eventsOf(world.organizations.cnaf, 'error_report.overdue')
  assert.equal(overdue.filter((event: { subject_id: string }) => event.subject_id === id).length, 1)
  assert.ok(overdue.length > before)
  const { json } = await world.as.carl.get(`/organizations/${world.organizations.cnaf}/error-reports`)
  assert.ok(json.items.find((one: { id: string }) => one.id === id).is_late)
  await step(id, 'acknowledged')
  await step(id, 'in_analysis')
  await step(id, 'explained', 'It is the figure of January, as declared.')
  world.clock.advance(31 * dayMs)
  await advanceErrorReports(world.deps)
  const row = await world.unitOfWork.read((tx) =>
    inside(tx).selectFrom('error_reports').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
  assert.deepEqual([row.state, row.pseudonyms], ['closed', []])
})

test('a provider reads no more of the person than the request, and another provider nothing', async () => {
  await submit()
  const { json, text } = await world.as.carl.get(`/organizations/${world.organizations.cnaf}/error-reports`)
  assert.ok(json.items.length > 0)
  assert.ok(!/person_key|pseudonym|maya|29004750/i.test(text))
})
