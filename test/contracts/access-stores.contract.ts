import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { expireAuthorizations } from '#core/authorizations/expire-authorizations.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { buildReview } from '#support/build-review.ts'
import type { TestMachine } from '#support/open-test-database.ts'
import { approveAccess, draftAccess, submitAccess, vote } from '#support/request-access.ts'

/** What the stores of the access workflow promise, on one machine. */
export function testAccessStores(machine: TestMachine): void {
  let world: AccessWorld
  before(async () => {
    world = await openAccessWorld(machine)
  })
  after(() => world[Symbol.asyncDispose]())

  const newId = () => world.deps.random.uuid()

  function buildRequest() {
    const { request } = buildReview({
      id: newId(),
      organization_id: world.organizations.valmont,
      beneficiary_id: world.organizations.valmont,
      application_id: world.applications.valmont,
      authors: [world.people.olga, world.people.denis],
    })
    return request
  }

  test(`${machine}: a request is read as it was written, references never repeat`, async () => {
    await world.unitOfWork.transaction(async (tx) => {
      const references = [await world.deps.requests.nextReference(tx), await world.deps.requests.nextReference(tx)]
      assert.notEqual(references[0], references[1])
      const request = { ...buildRequest(), reference: references[0] ?? '' }
      await world.deps.requests.insert(tx, request)
      const dossier = await world.deps.requests.load(tx, request.id, 'lock')
      assert.deepEqual(dossier?.request, request)
      assert.equal(dossier?.application_name, 'Application Métropole de Valmont')
      assert.equal(await world.deps.requests.load(tx, newId()), null)
    })
  })

  test(`${machine}: saving writes what differs, counts the version up and keeps voided votes`, async () => {
    await world.unitOfWork.transaction(async (tx) => {
      const request = { ...buildRequest(), reference: await world.deps.requests.nextReference(tx) }
      await world.deps.requests.insert(tx, request)
      const empty = { request, decisions: [], votes: [], running: null }
      const decision = {
        id: newId(),
        access_request_id: request.id,
        organization_id: world.organizations.cnaf,
        power: 'provider' as const,
        state: 'pending' as const,
        scopes: {},
        conditions: null,
        motive: null,
        remedy: null,
        decided_by: null,
        decided_at: null,
        required_votes: 2,
        due_at: '2026-03-16T23:00:00.000Z',
        deputy_account_id: null,
        escalated_at: null,
        version: 1,
      }
      const ballot = {
        id: newId(),
        decision_id: decision.id,
        account_id: world.people.carl,
        verdict: 'approve' as const,
        scopes: { 'quotient-familial@v3': ['cnaf_enfants'] },
        conditions: 'Oui, si',
        motive: null,
        remedy: null,
        content_hash: request.content_hash,
        voided_at: null,
        created_at: '2026-03-02T09:00:00.000Z',
      }
      const voted = {
        ...empty,
        request: { ...request, state: 'submitted' as const },
        decisions: [decision],
        votes: [ballot],
      }
      await world.deps.requests.save(tx, empty, voted)
      const read = await world.deps.requests.load(tx, request.id)
      assert.deepEqual([read?.request.version, read?.decisions, read?.votes], [2, [decision], [ballot]])
      const voided = { ...voted, votes: [{ ...ballot, voided_at: '2026-03-03T09:00:00.000Z' }] }
      await world.deps.requests.save(tx, voted, voided)
      assert.deepEqual((await world.deps.requests.load(tx, request.id))?.votes, voided.votes)
      await world.deps.requests.save(tx, voided, { ...voided, decisions: [], votes: [] })
      const left = await world.deps.requests.load(tx, request.id)
      assert.deepEqual([left?.decisions, left?.votes], [[], []])
    })
  })

  test(`${machine}: a transaction that fails leaves nothing behind`, async () => {
    const request = buildRequest()
    const failed = world.unitOfWork.transaction(async (tx) => {
      await world.deps.requests.insert(tx, { ...request, reference: `D-${randomUUID()}` })
      throw new Error('on purpose')
    })
    await assert.rejects(failed, /on purpose/)
    assert.equal(await world.unitOfWork.read((tx) => world.deps.requests.load(tx, request.id)), null)
  })

  test(`${machine}: votes that arrive at once decide once`, async () => {
    const draft = await draftAccess(world, {
      apis: [{ api: 'allocation-adulte-handicape', version: 'v3', scopes: ['allocation_adulte_handicape'] }],
    })
    const { json } = await submitAccess(world, draft.id)
    const ballot = { verdict: 'approve', content_hash: json.content_hash }
    const cast = (name: 'carl' | 'cora' | 'odile' | 'oscar', index: number) =>
      world.as[name].post(`/access-requests/${draft.id}/decisions/${json.decisions[index].id}/votes`, ballot)
    const answers = await Promise.all([
      cast('carl', 0),
      cast('carl', 0),
      cast('cora', 0),
      cast('odile', 1),
      cast('oscar', 1),
      cast('oscar', 1),
    ])
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 200, 200, 200, 409, 409])
    const { json: request } = await world.as.olga.get(`/access-requests/${draft.id}`)
    assert.equal(request.state, 'approved')
    const { json: list } = await world.as.olga.get('/authorizations?page_size=200')
    const opened = list.items.filter((item: { access_request_id: string }) => item.access_request_id === draft.id)
    assert.equal(opened.length, 1)
  })

  test(`${machine}: a revocation and the last vote of a reopening never both win`, async () => {
    const request = await approveAccess(world)
    const path = `/authorizations/${request.authorization_id}`
    await world.as.olga.post(`${path}/reopening`)
    const { json: submitted } = await submitAccess(world, request.id)
    await vote(world, 'carl', request.id)
    const ballot = { verdict: 'approve', content_hash: submitted.content_hash }
    const [revoked, voted] = await Promise.all([
      world.as.ada.post(`${path}/revocation`, { reason: 'Fin' }),
      world.as.odile.post(`/access-requests/${request.id}/decisions/${submitted.decisions[1].id}/votes`, ballot),
    ])
    const { json } = await world.as.olga.get(`/access-requests/${request.id}`)
    if (revoked.status === 200) assert.deepEqual([json.state, voted.status], ['revoked', 409])
    else assert.deepEqual([json.state, revoked.status, voted.status], ['approved', 409, 200])
  })

  test(`${machine}: catalogue, register, usage and quotas are read`, async () => {
    const request = await approveAccess(world, { title: 'Machine' })
    const { json: register } = await world.as.nobody.get('/register?q=machine')
    assert.ok(register.items.some((item: { id: string }) => item.id === request.authorization_id))
    assert.equal((await world.as.nobody.get('/catalog/apis?q=solidaire')).json.items.length > 0, true)
    for (const path of ['usage', 'exchanges', 'quotas']) {
      assert.equal((await world.as.denis.get(`/applications/${world.applications.valmont}/${path}`)).status, 200)
    }
    assert.equal((await world.as.carl.get(`/organizations/${world.organizations.cnaf}/usage`)).status, 200)
  })

  test(`${machine}: replicas that expire at once end an authorization once`, async () => {
    await approveAccess(world, { end_date: '2026-03-10' })
    world.clock.advance(10 * 86_400_000)
    const ended = await Promise.all([expireAuthorizations(world.deps), expireAuthorizations(world.deps)])
    assert.equal(ended[0] + ended[1], 1)
  })
}
