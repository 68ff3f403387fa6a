import assert from 'node:assert/strict'
import type { AccessWorld } from './access-world.ts'
import { buildAccessContent } from './build-access-content.ts'
import type { PersonName } from './seed-access-world.ts'

// biome-ignore lint/suspicious/noExplicitAny: bodies of the API, looked into by tests
type Body = any

/** Olga's draft for Valmont, with the content of `buildAccessContent` and these changes. */
export async function draftAccess(world: AccessWorld, changes: Record<string, unknown> = {}): Promise<Body> {
  const answer = await world.as.olga.post('/access-requests', {
    application_id: world.applications.valmont,
    content: { ...buildAccessContent(), ...changes },
  })
  assert.equal(answer.status, 201, answer.text)
  return answer.json
}

export async function submitAccess(world: AccessWorld, id: string, by: PersonName = 'olga') {
  return world.as[by].post(`/access-requests/${id}/submission`, {
    terms_accepted: true,
    data_protection_officer_informed: true,
  })
}

/** One vote in the decision of an organization, on the content the voter reads now. */
export async function vote(world: AccessWorld, by: PersonName, id: string, ballot: Record<string, unknown> = {}) {
  const { json: request } = await world.as[by].get(`/access-requests/${id}`)
  const decision = request.decisions?.find((one: Body) => one.may_vote) ?? request.decisions?.[0]
  return world.as[by].post(`/access-requests/${id}/decisions/${decision?.id}/votes`, {
    verdict: 'approve',
    content_hash: request.content_hash,
    ...ballot,
  })
}

/** A request that went all the way; answers it with its authorization. */
export async function approveAccess(world: AccessWorld, changes: Record<string, unknown> = {}): Promise<Body> {
  const draft = await draftAccess(world, changes)
  assert.equal((await submitAccess(world, draft.id)).status, 200)
  assert.equal((await vote(world, 'carl', draft.id)).status, 200)
  const last = await vote(world, 'odile', draft.id)
  assert.equal(last.status, 200, last.text)
  assert.equal(last.json.state, 'approved', last.text)
  return last.json
}
