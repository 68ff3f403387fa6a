import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { approveAccess, draftAccess, submitAccess, vote } from '#support/request-access.ts'

let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
})
after(() => world[Symbol.asyncDispose]())

test('a request that provider and operator approve becomes an authorization with a published grant', async () => {
  const request = await approveAccess(world)
  const { json: authorization } = await world.as.olga.get(`/authorizations/${request.authorization_id}`)
  assert.equal(authorization.state, 'active')
  assert.match(authorization.reference, /^H\d+$/)
  assert.deepEqual(
    authorization.grants.map((grant: { api: string; scopes: string[]; default_context: string }) => [
      grant.api,
      grant.scopes,
      grant.default_context,
    ]),
    [['quotient-familial', ['cnaf_quotient_familial'], 'TRANSPORT:TARIF']],
  )
  const published = await world.publishedGrants()
  assert.ok(published.some((grant) => grant.authorization_id === authorization.id && grant.client_id === 'prd-valmont'))
})

test('a decision is due ten business days after submission, at the end of the day in the pack', async () => {
  const draft = await draftAccess(world)
  const { json } = await submitAccess(world, draft.id)
  // 2 March 2026 is a Monday; ten business days later is Monday 16 March, over at 23:00 UTC.
  assert.deepEqual(
    json.decisions.map((one: { due_at: string }) => one.due_at),
    ['2026-03-16T23:00:00.000Z', '2026-03-16T23:00:00.000Z'],
  )
})

test('a sensitive API needs two distinct people of each decider', async () => {
  const draft = await draftAccess(world, {
    apis: [{ api: 'allocation-adulte-handicape', version: 'v3', scopes: ['allocation_adulte_handicape'] }],
  })
  await submitAccess(world, draft.id)
  assert.equal((await vote(world, 'carl', draft.id)).json.decisions[0].state, 'pending')
  const again = await vote(world, 'carl', draft.id)
  assert.deepEqual([again.status, again.json.type.split('/').at(-1)], [409, 'four-eyes'])
  assert.equal((await vote(world, 'cora', draft.id)).json.decisions[0].state, 'approved')
  assert.equal((await vote(world, 'odile', draft.id)).json.state, 'submitted')
  assert.equal((await vote(world, 'oscar', draft.id)).json.state, 'approved')
})

test('two providers decide apart, and one refusal leaves what the other opens', async () => {
  const draft = await draftAccess(world, {
    apis: [
      { api: 'quotient-familial', version: 'v3', scopes: ['cnaf_quotient_familial', 'cnaf_enfants'] },
      { api: 'complementaire-sante-solidaire', version: 'v3', scopes: ['complementaire_sante_solidaire'] },
    ],
  })
  await submitAccess(world, draft.id)
  const partial = { scopes: { 'quotient-familial@v3': ['cnaf_enfants'] }, conditions: 'Sans le montant.' }
  await vote(world, 'carl', draft.id, partial)
  await vote(world, 'nina', draft.id, { verdict: 'refuse', motive: 'Non justifié', remedy: 'Préciser' })
  const { json: request } = await vote(world, 'odile', draft.id)
  assert.equal(request.state, 'approved')
  const { json: authorization } = await world.as.olga.get(`/authorizations/${request.authorization_id}`)
  assert.deepEqual(
    authorization.opened.map((one: Record<string, unknown>) => [one.api, one.scopes, one.conditions]),
    [['quotient-familial', ['cnaf_enfants'], 'Sans le montant.']],
  )
})

test('a refusal is kept with its motive and remedy, and may then be archived', async () => {
  const draft = await draftAccess(world)
  await submitAccess(world, draft.id)
  const { json } = await vote(world, 'carl', draft.id, {
    verdict: 'refuse',
    motive: 'Hors cadre',
    remedy: 'Autre base',
  })
  assert.equal(json.state, 'refused')
  const decision = json.decisions.find((one: { power: string }) => one.power === 'provider')
  assert.deepEqual([decision.motive, decision.remedy], ['Hors cadre', 'Autre base'])
  const archived = await world.as.olga.post(`/access-requests/${draft.id}/archive`)
  assert.equal(archived.json?.state, 'archived', archived.text)
})

test('a vote on content that changed since it was read is refused, and earlier approvals are void', async () => {
  const draft = await draftAccess(world, {
    apis: [
      { api: 'quotient-familial', version: 'v3', scopes: ['cnaf_quotient_familial'] },
      { api: 'complementaire-sante-solidaire', version: 'v3', scopes: ['complementaire_sante_solidaire'] },
    ],
  })
  await submitAccess(world, draft.id)
  await vote(world, 'carl', draft.id)
  const asked = await vote(world, 'nina', draft.id, { verdict: 'request_changes', motive: 'Préciser la finalité' })
  assert.equal(asked.json.state, 'changes_requested')
  const edited = await world.as.olga.patch(
    `/access-requests/${draft.id}`,
    { content: { purpose: 'Finalité précisée.' } },
    '*',
  )
  assert.equal(edited.status, 200, edited.text)
  assert.notEqual(edited.json.content_hash, draft.content_hash)
  const { json: submitted } = await submitAccess(world, draft.id)
  assert.deepEqual(
    submitted.decisions.map((one: Record<string, unknown>) => [one.state, one.votes]),
    [
      ['pending', 0],
      ['pending', 0],
      ['pending', 0],
    ],
  )
  const stale = await vote(world, 'carl', draft.id, { content_hash: draft.content_hash })
  assert.deepEqual([stale.status, stale.json.type.split('/').at(-1)], [409, 'content-changed'])
  assert.equal(stale.json.content_hash, submitted.content_hash)
})

test('the history tells every step, who took it and when', async () => {
  const request = await approveAccess(world)
  const { json } = await world.as.olga.get(`/access-requests/${request.id}/history`)
  assert.deepEqual(
    json.items.map((event: { type: string; actor_name: string }) => [event.type.split('.')[1], event.actor_name]),
    [
      ['created', 'olga'],
      ['submitted', 'olga'],
      ['voted', 'carl'],
      ['voted', 'odile'],
      ['approved', 'odile'],
    ],
  )
})
