import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { buildAccessContent } from '#support/build-access-content.ts'
import { submitAccess, vote } from '#support/request-access.ts'

let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
})
after(() => world[Symbol.asyncDispose]())

const accept = (by: 'olga' | 'rita', token: string, organization: 'valmont' | 'rival') =>
  world.as[by].post('/request-invitation/acceptance', { token, beneficiary_id: world.organizations[organization] })

async function template() {
  const { json } = await world.as.edgar.post('/access-requests', {
    application_id: world.applications.editor,
    content: buildAccessContent(),
  })
  const path = `/access-requests/${json.id}/invitations`
  const made = await world.as.edgar.post(path, { labels: ['Valmont', 'Rive'] })
  const tokens: string[] = made.json.items.map((one: { token: string }) => one.token)
  return { path, tokens }
}

test("an editor's template becomes a request of each authority, signed by its owner", async () => {
  const { path, tokens } = await template()
  const [forValmont = '', forRive = ''] = tokens
  const preview = await world.as.olga.get(`/request-invitation?token=${forValmont}`)
  assert.equal(preview.json.editor_verification, 'operator')
  assert.ok(!preview.text.includes('dpo@valmont.example'), 'contacts are for those who take part')

  const { json: own } = await accept('olga', forValmont, 'valmont')
  assert.deepEqual(
    [own.beneficiary_id, own.organization_id, own.state],
    [world.organizations.valmont, world.organizations.editor, 'draft'],
  )
  assert.equal((await accept('rita', forValmont, 'rival')).status, 404, 'a link serves once')
  assert.equal((await accept('rita', forRive, 'rival')).status, 201)

  const title = { content: { title: 'Tarifs de Valmont' } }
  assert.equal((await world.as.denis.patch(`/access-requests/${own.id}`, title, '*')).status, 403)
  assert.equal((await world.as.olga.patch(`/access-requests/${own.id}`, title, '*')).status, 200)
  assert.equal((await submitAccess(world, own.id)).status, 200)
  assert.equal((await vote(world, 'carl', own.id)).status, 200)
  const approved = await vote(world, 'odile', own.id)
  assert.equal(approved.json.state, 'approved', approved.text)
  const grants = (await world.publishedGrants()).filter(
    (one) => one.authorization_id === approved.json.authorization_id,
  )
  assert.deepEqual([...new Set(grants.map((one) => one.client_id))], ['prd-editor'])

  const { json: list } = await world.as.edgar.get(path)
  assert.deepEqual(
    list.items.map((one: { label: string; state: string }) => [one.label, one.state]),
    [
      ['Valmont', 'accepted'],
      ['Rive', 'accepted'],
    ],
  )
  assert.ok(!JSON.stringify(list).includes(forValmont), 'the secret is shown once')
})

test('a link ends after thirty days, and when it is withdrawn', async () => {
  const { path, tokens } = await template()
  const { json: list } = await world.as.edgar.get(path)
  await world.as.edgar.delete(`${path}/${list.items[0].id}`)
  assert.equal((await accept('olga', tokens[0] ?? '', 'valmont')).status, 404)
  world.clock.advance(31 * 86_400_000)
  assert.equal((await accept('rita', tokens[1] ?? '', 'rival')).status, 404)
  assert.equal((await world.as.edgar.get(path)).json.items[1].state, 'expired')
})
