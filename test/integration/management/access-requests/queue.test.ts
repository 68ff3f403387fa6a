import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { draftAccess, submitAccess, vote } from '#support/request-access.ts'

const dayMs = 86_400_000

describe("a reviewer's queue", () => {
  let world: AccessWorld
  before(async () => {
    world = await openAccessWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  const queue = async (search = '') => (await world.as.carl.get(`/access-requests?view=to_review${search}`)).json
  const idsOf = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id)
  const decisionOf = async (id: string) => (await world.as.carl.get(`/access-requests/${id}`)).json.decisions[0]

  async function submitted(title: string): Promise<string> {
    const { id } = await draftAccess(world, { title })
    assert.equal((await submitAccess(world, id)).status, 200)
    return id
  }

  it('is ordered by due date, page by page, and filtered by words, API and what is late', async () => {
    const ids: string[] = []
    for (const title of ['Carte Alpha', 'Carte Beta', 'Abonnement Gamma']) {
      ids.push(await submitted(title))
      world.clock.advance(dayMs)
    }
    const first = await queue('&page_size=2')
    assert.deepEqual(idsOf(first), ids.slice(0, 2))
    assert.deepEqual(idsOf(await queue(`&page_size=2&cursor=${first.next_cursor}`)), ids.slice(2))
    assert.deepEqual(idsOf(await queue('&q=carte%20b')), [ids[1]])
    assert.deepEqual(idsOf(await queue('&q=100%25')), [])
    assert.equal((await queue('&api=quotient-familial')).items.length, 3)
    assert.equal((await queue('&api=statut-etudiant')).items.length, 0)
    assert.equal((await queue('&use_case=no-such-case')).items.length, 0)
    assert.deepEqual(idsOf(await queue('&due=soon')), [])
    world.clock.advance(9 * dayMs)
    assert.deepEqual(idsOf(await queue('&due=soon')), ids)
    world.clock.advance(2 * dayMs + (2 * dayMs) / 3)
    assert.deepEqual(idsOf(await queue('&due=overdue')), ids.slice(0, 1))
    assert.ok((await decisionOf(ids[0] ?? '')).business_days_left < 0)
    const broken = Buffer.from('["2026-03-02","x"]').toString('base64url')
    assert.equal((await world.as.carl.get(`/access-requests?view=to_review&cursor=${broken}`)).status, 400)
  })

  it('gives deciders the days back that were left when changes were asked for', async () => {
    const id = await submitted('Reprise')
    const before = await decisionOf(id)
    assert.equal(before.timer, 'running')
    assert.equal(before.business_days_left, 10)
    world.clock.advance(7 * dayMs)
    await vote(world, 'carl', id, { verdict: 'request_changes', motive: 'Précisez.' })
    assert.equal((await decisionOf(id)).timer, 'paused')
    world.clock.advance(30 * dayMs)
    assert.equal((await submitAccess(world, id)).status, 200)
    const resumed = await decisionOf(id)
    assert.equal(resumed.timer, 'running')
    assert.equal(resumed.business_days_left, 5)
  })

  it('gives three business days at least, however late changes were asked for', async () => {
    const id = await submitted('Tardive')
    world.clock.advance(60 * dayMs)
    await vote(world, 'carl', id, { verdict: 'request_changes', motive: 'Précisez.' })
    assert.equal((await submitAccess(world, id)).status, 200)
    assert.equal((await decisionOf(id)).business_days_left, 3)
  })

  it('says how requester and beneficiary were verified', async () => {
    const { json } = await world.as.carl.get(`/access-requests/${await submitted('Qui ?')}`)
    assert.equal(json.organization_verification, 'operator')
    assert.equal(json.beneficiary_verification, 'operator')
  })
})
