import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { buildAccessContent } from '#support/build-access-content.ts'
import type { HttpAnswer } from '#support/http-exchange.ts'
import type { ManagementCaller } from '#support/management-caller.ts'
import { approveAccess, draftAccess, submitAccess } from '#support/request-access.ts'
import type { PersonName } from '#support/seed-access-world.ts'

let world: AccessWorld
/** What each case acts on: a submitted request of Valmont, its first decision, an authorization and an offer. */
let ids: { request: string; decision: string; hash: string; authorization: string; delegation: string }

before(async () => {
  world = await openAccessWorld()
  const approved = await approveAccess(world)
  const draft = await draftAccess(world)
  const { json: submitted } = await submitAccess(world, draft.id)
  const offer = await world.as.olga.post(`/authorizations/${approved.authorization_id}/delegations`, {
    application_id: world.applications.editor,
  })
  ids = {
    request: draft.id,
    decision: submitted.decisions[0].id,
    hash: submitted.content_hash,
    authorization: approved.authorization_id,
    delegation: offer.json.id,
  }
})
after(() => world[Symbol.asyncDispose]())

type Act = (who: ManagementCaller) => Promise<HttpAnswer>

const terms = { terms_accepted: true, data_protection_officer_informed: true }
const reason = { reason: 'Parce que' }
const ballot = () => ({ verdict: 'approve', content_hash: ids.hash })

/** Each operation as a stranger (another tenant) and as somebody who sees the resource without the role would call it. */
// biome-ignore format: aligned table
const cases: readonly (readonly [operation: string, seesWithoutRole: PersonName | null, act: Act])[] = [
  ['createAccessRequest',         'aude',  (who) => who.post('/access-requests', { application_id: world.applications.valmont, content: buildAccessContent() as never })],
  ['getAccessRequest',            null,    (who) => who.get(`/access-requests/${ids.request}`)],
  ['updateAccessRequest',         'carl',  (who) => who.patch(`/access-requests/${ids.request}`, { content: { title: 'Autre' } }, '*')],
  ['submitAccessRequest',         'aude',  (who) => who.post(`/access-requests/${ids.request}/submission`, terms)],
  ['voteOnDecision',              'olga',  (who) => who.post(`/access-requests/${ids.request}/decisions/${ids.decision}/votes`, ballot())],
  ['archiveAccessRequest',        'carl',  (who) => who.post(`/access-requests/${ids.request}/archive`)],
  ['listMessages',                null,    (who) => who.get(`/access-requests/${ids.request}/messages`)],
  ['addMessage',                  'aude',  (who) => who.post(`/access-requests/${ids.request}/messages`, { text: 'Bonjour' })],
  ['listAccessRequestHistory',    null,    (who) => who.get(`/access-requests/${ids.request}/history`)],
  ['getAuthorization',            null,    (who) => who.get(`/authorizations/${ids.authorization}`)],
  ['reopenAuthorization',         'carl',  (who) => who.post(`/authorizations/${ids.authorization}/reopening`)],
  ['cancelReopening',             'carl',  (who) => who.delete(`/authorizations/${ids.authorization}/reopening`)],
  ['suspendAuthorization',        'denis', (who) => who.put(`/authorizations/${ids.authorization}/suspension`, reason)],
  ['resumeAuthorization',         'denis', (who) => who.delete(`/authorizations/${ids.authorization}/suspension`)],
  ['revokeAuthorization',         'denis', (who) => who.post(`/authorizations/${ids.authorization}/revocation`, reason)],
  ['listDelegations',             null,    (who) => who.get(`/authorizations/${ids.authorization}/delegations`)],
  ['offerDelegation',             'denis', (who) => who.post(`/authorizations/${ids.authorization}/delegations`, { application_id: world.applications.editor })],
  ['acceptDelegation',            'olga',  (who) => who.put(`/delegations/${ids.delegation}/acceptance`, undefined)],
  ['revokeDelegation',            'denis', (who) => who.delete(`/delegations/${ids.delegation}`)],
  ['listOrganizationDelegations', null,    (who) => who.get(`/organizations/${world.organizations.valmont}/delegations`)],
  ['getApplicationUsage',         null,    (who) => who.get(`/applications/${world.applications.valmont}/usage`)],
  ['getOrganizationUsage',        null,    (who) => who.get(`/organizations/${world.organizations.valmont}/usage`)],
  ['listExchanges',               null,    (who) => who.get(`/applications/${world.applications.valmont}/exchanges`)],
  ['getQuotas',                   null,    (who) => who.get(`/applications/${world.applications.valmont}/quotas`)],
]

for (const [operation, seesWithoutRole, act] of cases) {
  test(`${operation}: another tenant finds nothing, a missing role is named, no token is no access`, async () => {
    for (const stranger of ['rita', 'solo', 'nina'] as const) {
      const answer = await act(world.as[stranger])
      assert.equal(answer.status, 404, `${stranger}: ${answer.text}`)
      assert.doesNotMatch(answer.text, /Valmont/)
    }
    assert.equal((await act(world.as.nobody)).status, 401)
    if (seesWithoutRole === null) return
    const answer = await act(world.as[seesWithoutRole])
    assert.deepEqual([answer.status, answer.json.type.split('/').at(-1)], [403, 'permission-denied'], answer.text)
    assert.ok(answer.json.required_roles.length > 0)
  })
}

test('lists hold nothing of another tenant', async () => {
  for (const path of ['/access-requests', '/access-requests?view=to_review', '/authorizations']) {
    const { status, json } = await world.as.rita.get(path)
    assert.deepEqual([status, json.items], [200, []], path)
    assert.equal((await world.as.nobody.get(path)).status, 401)
    const foreign = `${path}${path.includes('?') ? '&' : '?'}organization_id=${world.organizations.valmont}`
    assert.equal((await world.as.rita.get(foreign)).status, 404)
  }
})

test('identifiers that are none are refused before anything is looked up', async () => {
  for (const id of ['1', "'; drop table access_requests; --", '00000000-0000-0000-0000-00000000000g']) {
    const answer = await world.as.olga.get(`/access-requests/${encodeURIComponent(id)}`)
    assert.deepEqual([answer.status, answer.json.errors[0].field], [400, 'access_request_id'], answer.text)
  }
  assert.equal((await world.as.olga.get('/access-requests?cursor=bm9uZQ')).status, 400)
  assert.equal((await world.as.olga.get('/access-requests?state=no_such_state')).status, 400)
})

test('an author never decides, and neither does a member of another decider', async () => {
  await world.unitOfWork.transaction((tx) =>
    inside(tx)
      .insertInto('members')
      .values({
        id: crypto.randomUUID(),
        organization_id: world.organizations.cnaf,
        account_id: world.people.denis,
        roles: ['reviewer'],
        state: 'active',
      })
      .execute(),
  )
  const { json: draft } = await world.as.denis.post('/access-requests', {
    application_id: world.applications.valmont,
    content: buildAccessContent() as never,
  })
  const { json } = await submitAccess(world, draft.id, 'denis')
  const path = `/access-requests/${draft.id}/decisions`
  const provider = json.decisions.find((one: { power: string }) => one.power === 'provider')
  const operator = json.decisions.find((one: { power: string }) => one.power === 'operator')
  const vote = { verdict: 'approve', content_hash: json.content_hash }
  const own = await world.as.denis.post(`${path}/${provider.id}/votes`, vote)
  assert.deepEqual([own.status, own.json.type.split('/').at(-1)], [409, 'four-eyes'])
  assert.equal((await world.as.carl.post(`${path}/${operator.id}/votes`, vote)).status, 403)
  assert.equal((await world.as.carl.post(`${path}/${ids.decision}/votes`, vote)).status, 404)
})

test('members of a suspended organization read and do not write', async () => {
  const setState = (state: 'active' | 'suspended') =>
    world.unitOfWork.transaction((tx) =>
      inside(tx).updateTable('organizations').set({ state }).where('id', '=', world.organizations.rival).execute(),
    )
  await setState('suspended')
  const body = { application_id: world.applications.rival }
  const refused = await world.as.rita.post('/access-requests', body)
  assert.deepEqual([refused.status, refused.json.type.split('/').at(-1)], [403, 'suspended'])
  assert.equal((await world.as.rita.get('/access-requests')).status, 200)
  await setState('active')
  assert.equal((await world.as.rita.post('/access-requests', body)).status, 201)
})

test('two last votes at once open one authorization', async () => {
  const draft = await draftAccess(world)
  const { json } = await submitAccess(world, draft.id)
  const path = `/access-requests/${draft.id}/decisions`
  const vote = { verdict: 'approve', content_hash: json.content_hash }
  const [provider, operator] = json.decisions
  await world.as.carl.post(`${path}/${provider.id}/votes`, vote)
  const answers = await Promise.all([
    world.as.odile.post(`${path}/${operator.id}/votes`, vote),
    world.as.oscar.post(`${path}/${operator.id}/votes`, vote),
  ])
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409])
  const { json: list } = await world.as.olga.get('/authorizations?page_size=200')
  const opened = list.items.filter((item: { access_request_id: string }) => item.access_request_id === draft.id)
  assert.equal(opened.length, 1)
})
