import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { approveAccess, draftAccess, submitAccess, vote } from '#support/request-access.ts'
import type { OrganizationName, PersonName } from '#support/seed-access-world.ts'

describe('people who try to get round the rules of review', () => {
  let world: AccessWorld
  before(async () => {
    world = await openAccessWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  async function join(person: PersonName, organization: OrganizationName, roles: readonly string[]): Promise<void> {
    await world.unitOfWork.transaction(async (tx) => {
      const row = {
        id: randomUUID(),
        organization_id: world.organizations[organization],
        account_id: world.people[person],
        roles: [...roles],
        state: 'active' as const,
      }
      await inside(tx).insertInto('members').values(row).execute()
    })
  }

  it('do not lift a suspension that another power ordered', async () => {
    const { id } = await approveAccess(world)
    const { json } = await world.as.olga.get('/authorizations')
    const authorization = json.items.find((one: { access_request_id: string }) => one.access_request_id === id)
    const path = `/authorizations/${authorization.id}/suspension`
    assert.equal((await world.as.carl.put(path, { reason: 'Enquête' })).status, 200)
    for (const who of ['olga', 'denis', 'nina', 'rita', 'edgar'] as const) {
      const answer = await world.as[who].delete(path)
      assert.ok([403, 404].includes(answer.status), `${who}: ${answer.status}`)
    }
    const secret = { environment: 'production', kind: 'client_secret', label: 'suspended' }
    const refused = await world.as.olga.post(`/applications/${world.applications.rival}/credentials`, secret)
    assert.equal(refused.status, 404)
    assert.equal((await world.as.carl.delete(path)).status, 200)
  })

  it('do not open a grant by lifting another suspension of it', async () => {
    const { id } = await approveAccess(world)
    const { json } = await world.as.olga.get('/authorizations')
    const authorization = json.items.find((one: { access_request_id: string }) => one.access_request_id === id)
    const grants = await world.as.olga.get(`/applications/${world.applications.valmont}/grants?page_size=200`)
    const grant = grants.json.items.find((one: Record<string, unknown>) => one.authorization_id === authorization.id)
    const path = `/grants/${grant.id}/suspension`
    assert.equal((await world.as.olga.put(path, { reason: 'Panne chez nous' })).status, 200)
    assert.equal((await world.as.carl.put(path, { reason: 'Enquête' })).status, 200)
    assert.equal((await world.as.olga.put(path, { reason: 'À nous' })).status, 200)
    assert.equal((await world.as.olga.delete(path)).status, 403)
    assert.equal((await world.as.carl.delete(path)).json.grant.state, 'active')
    const whole = `/authorizations/${authorization.id}/suspension`
    assert.equal((await world.as.carl.put(whole, { reason: 'Enquête' })).status, 200)
    assert.equal((await world.as.ada.put(path, { reason: 'Fuite de secret' })).status, 200)
    assert.equal((await world.as.carl.delete(whole)).status, 200)
    const after = await world.as.olga.get(`/grants/${grant.id}`)
    assert.equal(after.json.state, 'suspended')
    assert.equal((await world.as.ada.delete(path)).json.grant.state, 'active')
  })

  it('do not decide for two powers as one person', async () => {
    await join('nina', 'cnaf', ['reviewer'])
    await join('nina', 'operator', ['reviewer'])
    const { id } = await draftAccess(world)
    await submitAccess(world, id)
    assert.equal((await vote(world, 'nina', id)).status, 200)
    const { json: seen } = await world.as.nina.get(`/access-requests/${id}`)
    const other = seen.decisions.find((one: { state: string }) => one.state === 'pending')
    const ballot = { verdict: 'approve', content_hash: seen.content_hash }
    const again = await world.as.nina.post(`/access-requests/${id}/decisions/${other.id}/votes`, ballot)
    assert.deepEqual([again.status, again.json.type], [409, 'http://portal.test/problems/four-eyes'])
    assert.equal(
      seen.decisions.some((one: { may_vote: boolean }) => one.may_vote),
      false,
    )
    assert.equal((await vote(world, 'odile', id)).json.state, 'approved')
  })

  it('do not decide about what their own organization asks for', async () => {
    await join('denis', 'cnaf', ['reviewer'])
    const { id } = await draftAccess(world)
    await submitAccess(world, id)
    const answer = await vote(world, 'denis', id)
    assert.deepEqual([answer.status, answer.json.type], [409, 'http://portal.test/problems/four-eyes'])
  })

  it('do not make a machine a reviewer or an owner by changing its roles', async () => {
    const members = `/organizations/${world.organizations.cnaf}/members`
    const machines = `/organizations/${world.organizations.cnaf}/machines`
    const made = await world.as.claude.post(machines, { label: 'CI', roles: ['auditor'] })
    assert.equal(made.status, 201, made.text)
    const { json } = await world.as.claude.get(`${members}?page_size=200`)
    const person = json.items.find((one: { account_kind: string }) => one.account_kind === 'machine')
    const id = person?.id ?? (await memberOf(made.json.machine.id))
    for (const roles of [['reviewer'], ['owner'], ['auditor', 'reviewer']]) {
      const answer = await world.as.claude.patch(`${members}/${id}`, { roles }, '*')
      assert.deepEqual(
        [answer.status, answer.json.type],
        [422, 'http://portal.test/problems/role-not-offered'],
        answer.text,
      )
    }
    assert.equal((await world.as.claude.patch(`${members}/${id}`, { roles: ['developer'] }, '*')).status, 200)
  })

  async function memberOf(accountId: string): Promise<string> {
    const row = await world.unitOfWork.read((tx) =>
      inside(tx).selectFrom('members').select('id').where('account_id', '=', accountId).executeTakeFirst(),
    )
    return row?.id ?? accountId
  }

  it('do not vote with an outdated hash, or on a text that was edited after', async () => {
    const { id } = await draftAccess(world)
    await submitAccess(world, id)
    const stale = await vote(world, 'carl', id, { content_hash: 'f'.repeat(64) })
    assert.ok([400, 409].includes(stale.status), stale.text)
    assert.equal((await vote(world, 'carl', id)).status, 200)
    const edit = await world.as.olga.patch(`/access-requests/${id}`, { content: { title: 'Autre' } }, '*')
    assert.equal(edit.status, 409)
    assert.equal((await vote(world, 'odile', id, { verdict: 'request_changes', motive: 'Préciser' })).status, 200)
    assert.equal(
      (await world.as.olga.patch(`/access-requests/${id}`, { content: { title: 'Autre' } }, '*')).status,
      200,
    )
    const { json } = await submitAccess(world, id)
    assert.deepEqual(new Set(json.decisions.map((one: { state: string }) => one.state)), new Set(['pending']))
  })

  it('do not open scopes that were not asked for', async () => {
    const { id } = await draftAccess(world)
    await submitAccess(world, id)
    const scopes = { 'quotient-familial@v3': ['cnaf_quotient_familial', 'cnaf_enfants'] }
    const wider = await vote(world, 'carl', id, { scopes })
    assert.equal(wider.status, 400, wider.text)
    const elsewhere = await vote(world, 'carl', id, { scopes: { 'solidarity@v3': ['x_y'] } })
    assert.equal(elsewhere.status, 400, elsewhere.text)
  })
})
