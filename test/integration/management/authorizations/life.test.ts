import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expireAuthorizations } from '#core/authorizations/expire-authorizations.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { approveAccess, submitAccess, vote } from '#support/request-access.ts'

let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
})
after(() => world[Symbol.asyncDispose]())

async function grantStates(authorizationId: string): Promise<string[]> {
  const grants = await world.publishedGrants()
  return grants.filter((grant) => grant.authorization_id === authorizationId).map((grant) => grant.state)
}

async function requestState(id: string): Promise<string> {
  return (await world.as.olga.get(`/access-requests/${id}`)).json.state
}

test('suspending stops the grants, and request and authorization move together until it is resumed', async () => {
  const request = await approveAccess(world)
  const path = `/authorizations/${request.authorization_id}`
  const { status, json } = await world.as.carl.put(`${path}/suspension`, { reason: 'Volume anormal' })
  assert.equal(status, 200)
  assert.deepEqual([json.authorization.state, json.authorization.state_reason], ['suspended', 'Volume anormal'])
  assert.equal(json.effect.effective, true)
  assert.deepEqual(await grantStates(request.authorization_id), ['suspended'])
  assert.equal(await requestState(request.id), 'suspended')
  const resumed = await world.as.carl.delete(`${path}/suspension`)
  assert.equal(resumed.json.authorization.state, 'active')
  assert.deepEqual(await grantStates(request.authorization_id), ['active'])
  assert.equal(await requestState(request.id), 'approved')
})

test('a suspension is lifted by its own side or the operator, by nobody else', async () => {
  const request = await approveAccess(world)
  const path = `/authorizations/${request.authorization_id}/suspension`
  assert.equal((await world.as.carl.put(path, { reason: 'Doute' })).status, 200)
  assert.equal((await world.as.olga.delete(path)).status, 403)
  assert.equal((await world.as.ada.delete(path)).status, 200)
  assert.equal((await world.as.olga.put(path, { reason: 'Fuite' })).status, 200)
  assert.equal((await world.as.carl.delete(path)).status, 403)
  assert.equal((await world.as.olga.delete(path)).status, 200)
})

test("a provider's suspension takes the place of the beneficiary's, which then cannot lift it", async () => {
  const request = await approveAccess(world)
  const path = `/authorizations/${request.authorization_id}/suspension`
  assert.equal((await world.as.olga.put(path, { reason: 'Pause' })).status, 200)
  assert.equal((await world.as.carl.put(path, { reason: 'Doute' })).json.authorization.state_reason, 'Doute')
  assert.equal((await world.as.olga.put(path, { reason: 'Encore' })).status, 409)
  assert.equal((await world.as.olga.delete(path)).status, 403)
  assert.deepEqual(await grantStates(request.authorization_id), ['suspended'])
  assert.equal((await world.as.carl.delete(path)).status, 200)
  assert.deepEqual(await grantStates(request.authorization_id), ['active'])
})

test('a grant suspended by itself and its authorization are resumed apart', async () => {
  const request = await approveAccess(world)
  const path = `/authorizations/${request.authorization_id}`
  const { json: authorization } = await world.as.olga.get(path)
  const grant = `/grants/${authorization.grants[0].id}/suspension`
  const states = () => grantStates(request.authorization_id)
  assert.equal((await world.as.claude.put(grant, { reason: 'Doute' })).status, 200)
  await world.as.ada.put(`${path}/suspension`, { reason: 'Incident' })
  await world.as.ada.delete(`${path}/suspension`)
  assert.deepEqual(await states(), ['suspended'], 'its own suspension stays')
  await world.as.ada.put(`${path}/suspension`, { reason: 'Incident' })
  assert.equal((await world.as.claude.delete(grant)).status, 200)
  assert.deepEqual(await states(), ['suspended'], 'the authorization is still suspended')
  await world.as.ada.delete(`${path}/suspension`)
  assert.deepEqual(await states(), ['active'])
})

test('a revocation ends grants for good', async () => {
  const request = await approveAccess(world)
  const path = `/authorizations/${request.authorization_id}`
  assert.equal((await world.as.ada.post(`${path}/revocation`, { reason: 'Convention dénoncée' })).status, 200)
  assert.deepEqual(await grantStates(request.authorization_id), [])
  assert.equal(await requestState(request.id), 'revoked')
  assert.equal((await world.as.carl.put(`${path}/suspension`, { reason: 'Encore' })).status, 409)
  assert.equal((await world.as.olga.post(`${path}/reopening`)).status, 409)
})

test('a reopened request keeps its authorization running until the new one replaces it', async () => {
  const request = await approveAccess(world)
  const first = request.authorization_id
  const { json: draft } = await world.as.olga.post(`/authorizations/${first}/reopening`)
  assert.deepEqual([draft.state, draft.reopened_from], ['draft', first])
  assert.deepEqual(await grantStates(first), ['active'])
  const scopes = ['cnaf_quotient_familial', 'cnaf_enfants']
  const edit = { content: { apis: [{ api: 'quotient-familial', version: 'v3', scopes }] } }
  await world.as.olga.patch(`/access-requests/${request.id}`, edit, '*')
  assert.equal((await submitAccess(world, request.id)).status, 200)
  await vote(world, 'carl', request.id)
  const { json: approved } = await vote(world, 'odile', request.id)
  assert.deepEqual([approved.state, approved.reopened_from], ['approved', null])
  assert.notEqual(approved.authorization_id, first)
  assert.equal((await world.as.olga.get(`/authorizations/${first}`)).json.state, 'superseded')
  const { json: second } = await world.as.olga.get(`/authorizations/${approved.authorization_id}`)
  assert.deepEqual([second.supersedes, second.grants[0].scopes], [first, scopes])
  assert.deepEqual(await grantStates(first), [])
})

test('a refused or cancelled reopening gives back the content its authorization has', async () => {
  const request = await approveAccess(world)
  const path = `/authorizations/${request.authorization_id}/reopening`
  for (const end of ['refuse', 'cancel']) {
    await world.as.olga.post(path)
    await world.as.olga.patch(`/access-requests/${request.id}`, { content: { purpose: `Autre (${end})` } }, '*')
    if (end === 'cancel') assert.equal((await world.as.olga.delete(path)).status, 200)
    else {
      await submitAccess(world, request.id)
      await vote(world, 'carl', request.id, { verdict: 'refuse', motive: 'Non', remedy: 'Rien' })
    }
    const { json } = await world.as.olga.get(`/access-requests/${request.id}`)
    assert.deepEqual([json.state, json.reopened_from], ['approved', null])
    assert.deepEqual([json.content, json.content_hash], [request.content, request.content_hash])
    assert.deepEqual(await grantStates(request.authorization_id), ['active'])
  }
})

test('approving new content lifts no suspension', async () => {
  const request = await approveAccess(world)
  await world.as.olga.post(`/authorizations/${request.authorization_id}/reopening`)
  await world.as.olga.patch(`/access-requests/${request.id}`, { content: { title: 'Suite' } }, '*')
  await submitAccess(world, request.id)
  await world.as.ada.put(`/authorizations/${request.authorization_id}/suspension`, { reason: 'Incident' })
  await vote(world, 'carl', request.id)
  const { json } = await vote(world, 'odile', request.id)
  assert.equal(json.state, 'suspended')
  assert.deepEqual(await grantStates(json.authorization_id), ['suspended'])
  assert.equal((await world.as.ada.delete(`/authorizations/${json.authorization_id}/suspension`)).status, 200)
  assert.deepEqual(await grantStates(json.authorization_id), ['active'])
})

test('an editor uses an authorization from its acceptance of the offer until either side ends it', async () => {
  const request = await approveAccess(world)
  const path = `/authorizations/${request.authorization_id}/delegations`
  const offer = await world.as.olga.post(path, { application_id: world.applications.editor })
  assert.deepEqual([offer.status, offer.json.state], [201, 'offered'])
  assert.equal((await grantStates(request.authorization_id)).length, 1)
  assert.equal((await world.as.olga.put(`/delegations/${offer.json.id}/acceptance`, undefined)).status, 403)
  const accepted = await world.as.edgar.put(`/delegations/${offer.json.id}/acceptance`, undefined)
  assert.deepEqual([accepted.status, accepted.json.state], [200, 'active'])
  const delegated = (await world.publishedGrants()).find((grant) => grant.delegation_id === offer.json.id)
  assert.deepEqual([delegated?.client_id, delegated?.beneficiary_id], ['prd-editor', world.organizations.valmont])
  assert.equal((await world.as.edgar.get(`/authorizations/${request.authorization_id}`)).status, 200)
  const ended = await world.as.edgar.delete(`/delegations/${offer.json.id}`)
  assert.deepEqual([ended.json.delegation.state, ended.json.effect.effective], ['revoked', true])
  assert.equal((await grantStates(request.authorization_id)).length, 1)
  assert.equal((await world.as.edgar.get(`/authorizations/${request.authorization_id}`)).status, 404)
})

test('a delegation moves along when its authorization is replaced', async () => {
  const request = await approveAccess(world)
  const path = `/authorizations/${request.authorization_id}`
  const { json: offer } = await world.as.olga.post(`${path}/delegations`, { application_id: world.applications.editor })
  await world.as.edgar.put(`/delegations/${offer.id}/acceptance`, undefined)
  await world.as.olga.post(`${path}/reopening`)
  await submitAccess(world, request.id)
  await vote(world, 'carl', request.id)
  const { json } = await vote(world, 'odile', request.id)
  const { json: list } = await world.as.olga.get(`/authorizations/${json.authorization_id}/delegations`)
  assert.deepEqual(
    list.items.map((one: { id: string; state: string }) => [one.id, one.state]),
    [[offer.id, 'active']],
  )
  assert.deepEqual(await grantStates(json.authorization_id), ['active', 'active'])
  assert.equal((await world.as.olga.get(`/organizations/${world.organizations.valmont}/delegations`)).status, 200)
})

test('an offer goes to an editor, once', async () => {
  const request = await approveAccess(world)
  const path = `/authorizations/${request.authorization_id}/delegations`
  assert.equal((await world.as.olga.post(path, { application_id: world.applications.rival })).status, 422)
  assert.equal((await world.as.olga.post(path, { application_id: world.applications.editor })).status, 201)
  assert.equal((await world.as.olga.post(path, { application_id: world.applications.editor })).status, 409)
})

test('an authorization ends with its last day in the zone of the pack', async () => {
  const request = await approveAccess(world, { end_date: '2026-03-10' })
  const { json } = await world.as.olga.get(`/authorizations/${request.authorization_id}`)
  assert.equal(json.valid_until, '2026-03-10T23:00:00.000Z')
  assert.equal(await expireAuthorizations(world.deps), 0)
  world.clock.advance(Date.parse(json.valid_until) - world.clock.now())
  assert.equal(await expireAuthorizations(world.deps), 1)
  assert.equal(await requestState(request.id), 'expired')
  assert.deepEqual(await grantStates(request.authorization_id), [])
  assert.equal(await expireAuthorizations(world.deps), 0)
})

test('providers and consumers list what concerns them, others nothing', async () => {
  const request = await approveAccess(world)
  const lists = async (name: 'olga' | 'carl' | 'ada' | 'rita' | 'nina' | 'solo') => {
    const { json } = await world.as[name].get('/authorizations?state=active&page_size=200')
    return json.items.some((item: { id: string }) => item.id === request.authorization_id)
  }
  assert.deepEqual(await Promise.all((['olga', 'carl', 'ada'] as const).map(lists)), [true, true, true])
  assert.deepEqual(await Promise.all((['rita', 'nina', 'solo'] as const).map(lists)), [false, false, false])
  const foreign = `/authorizations?organization_id=${world.organizations.rival}`
  assert.equal((await world.as.olga.get(foreign)).status, 404)
})

test('the register shows everybody who may read what, and no contact', async () => {
  const request = await approveAccess(world, { title: 'Carte jeunes' })
  const entry = await world.as.nobody.get(`/register/${request.authorization_id}`)
  assert.equal(entry.status, 200)
  assert.deepEqual([entry.json.beneficiary_name, entry.json.title], ['Métropole de Valmont', 'Carte jeunes'])
  assert.equal(entry.json.opened[0].provider_name, 'Cnaf')
  assert.doesNotMatch(entry.text, /dpo@valmont|Dominique|contacts/)
  const found = await world.as.nobody.get('/register?q=carte%20JEUNES&state=active')
  assert.deepEqual(
    found.json.items.map((item: { id: string }) => item.id),
    [request.authorization_id],
  )
  assert.equal((await world.as.nobody.get('/register?state=nonsense')).status, 400)
  assert.equal((await world.as.nobody.get(`/register/${request.id}`)).status, 404)
})
