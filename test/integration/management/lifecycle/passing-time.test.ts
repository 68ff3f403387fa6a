import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { advanceLifecycle } from '#core/lifecycle/advance-lifecycle.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { recordExchanges } from '#support/record-exchanges.ts'
import { approveAccess, draftAccess, submitAccess } from '#support/request-access.ts'

const dayMs = 86_400_000
const statement = 'La tarification solidaire est reconduite pour un an.'

let world: AccessWorld
beforeEach(async () => {
  world = await openAccessWorld()
})
afterEach(() => world[Symbol.asyncDispose]())

async function pass(days: number) {
  world.clock.advance(days * dayMs)
  return advanceLifecycle(world.deps)
}

async function eventsOf(type: string): Promise<{ subject_id: string; data: Record<string, unknown> }[]> {
  const { json } = await world.as.ada.get('/events?page_size=200')
  return json.items.filter((event: { type: string }) => event.type === type)
}

async function stateOf(id: string): Promise<string> {
  return (await world.as.olga.get(`/authorizations/${id}`)).json.state
}

test('the end of an authorization is said 90, 30 and 7 days before, each once, also on two replicas', async () => {
  await approveAccess(world, { end_date: '2026-08-31' })
  assert.equal((await pass(0)).reminded, 0)
  world.clock.advance(95 * dayMs)
  const both = await Promise.all([advanceLifecycle(world.deps), advanceLifecycle(world.deps)])
  assert.equal(both[0].reminded + both[1].reminded, 1)
  assert.equal((await pass(1)).reminded, 0)
  assert.equal((await pass(60)).reminded, 1)
  assert.equal((await pass(20)).reminded, 1)
  const said = await eventsOf('authorization.ending')
  assert.deepEqual(said.map(({ data }) => data.days).sort(), [30, 7, 90])
})

test('after a long silence only the most urgent reminder is said', async () => {
  await approveAccess(world, { end_date: '2026-08-31' })
  assert.equal((await pass(178)).reminded, 1)
  assert.deepEqual(
    (await eventsOf('authorization.ending')).map(({ data }) => data.days),
    [7],
  )
})

test('a need nobody confirms is escalated, then lapses; confirming it lets the calls go on', async () => {
  const { authorization_id: id } = await approveAccess(world, { end_date: null })
  assert.equal((await pass(300)).recertifications, 0)
  assert.equal((await pass(40)).recertifications, 1)
  assert.equal((await pass(0)).recertifications, 0)
  assert.equal((await world.as.olga.get(`/authorizations/${id}/lifecycle`)).json.recertification.state, 'open')
  assert.equal((await pass(31)).recertifications, 1)
  assert.equal((await eventsOf('authorization.recertification_escalated')).length, 1)
  assert.equal(await stateOf(id), 'active')
  assert.equal((await pass(14)).recertifications, 1)
  assert.equal(await stateOf(id), 'suspended')
  assert.ok((await world.publishedGrants()).every((grant) => grant.state === 'suspended'))
  const confirmed = await world.as.olga.put(`/authorizations/${id}/recertification`, { statement })
  assert.equal(confirmed.json.state, 'confirmed')
  assert.equal(await stateOf(id), 'active')
  assert.ok((await world.publishedGrants()).every((grant) => grant.state === 'active'))
  assert.equal((await world.as.olga.put(`/authorizations/${id}/recertification`, { statement })).status, 409)
  assert.equal((await pass(300)).recertifications, 0)
  assert.equal((await pass(40)).recertifications, 1, 'asked again a year later')
})

test('confirming a need lifts no suspension that somebody else decided', async () => {
  const { authorization_id: id } = await approveAccess(world, { end_date: null })
  await pass(340)
  const suspended = await world.as.claude.put(`/authorizations/${id}/suspension`, { reason: 'Contrôle en cours' })
  assert.equal(suspended.status, 200, suspended.text)
  await pass(31)
  await pass(15)
  await world.as.olga.put(`/authorizations/${id}/recertification`, { statement })
  assert.equal(await stateOf(id), 'suspended')
})

test('data scopes that served nobody for 90 days are proposed for removal, used ones are not', async () => {
  const apis = [{ api: 'quotient-familial', version: 'v3', scopes: ['cnaf_quotient_familial', 'cnaf_enfants'] }]
  const { authorization_id: id } = await approveAccess(world, { end_date: null, apis })
  const opened = (await world.as.olga.get(`/authorizations/${id}`)).json.opened
  const scopes: string[] = opened.flatMap((api: { scopes: string[] }) => api.scopes)
  const [used = ''] = scopes
  assert.ok(scopes.length >= 2)
  assert.equal((await pass(80)).proposed, 0)
  const at = new Date(world.clock.now()).toISOString()
  const { api, version } = opened[0]
  await recordExchanges(world, 1, () => ({
    at,
    authorization_id: id,
    api,
    api_version: version,
    scopes_effective: [used],
  }))
  assert.equal((await pass(20)).proposed, scopes.length - 1)
  assert.equal((await pass(1)).proposed, 0)
  const { json } = await world.as.olga.get(`/authorizations/${id}/lifecycle`)
  assert.deepEqual(
    json.unused_scopes.map((one: { scope: string }) => one.scope).sort(),
    scopes.filter((scope) => scope !== used).sort(),
  )
  const draft = await world.as.olga.delete(`/authorizations/${id}/unused-scopes`)
  assert.equal(draft.status, 200, draft.text)
  assert.deepEqual(
    draft.json.content.apis.flatMap((one: { scopes: string[] }) => one.scopes),
    [used],
  )
  assert.equal(await stateOf(id), 'active', 'it runs on until the narrower one is approved')
})

test('scopes kept with a reason are proposed again 90 days later', async () => {
  const { authorization_id: id } = await approveAccess(world, { end_date: null })
  await pass(100)
  const reason = 'Campagne annuelle de septembre, non commencée.'
  assert.equal((await world.as.olga.put(`/authorizations/${id}/unused-scopes`, { reason })).status, 204)
  assert.deepEqual((await world.as.olga.get(`/authorizations/${id}/lifecycle`)).json.unused_scopes, [])
  assert.equal((await world.as.olga.put(`/authorizations/${id}/unused-scopes`, { reason })).status, 409)
  assert.equal((await pass(80)).proposed, 0)
  assert.ok((await pass(11)).proposed > 0)
})

test('a decision that is overdue is escalated once', async () => {
  const draft = await draftAccess(world)
  assert.equal((await submitAccess(world, draft.id)).status, 200)
  assert.equal((await pass(5)).escalated, 0)
  const escalated = (await pass(20)).escalated
  assert.ok(escalated >= 2, 'the provider and the operator')
  assert.equal((await pass(1)).escalated, 0)
  const events = await eventsOf('decision.escalated')
  assert.ok(events.every((event) => event.subject_id === draft.id))
})
