import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { recordExchanges } from '#support/record-exchanges.ts'
import { approveAccess, draftAccess, submitAccess, vote } from '#support/request-access.ts'

describe('what a reviewer reads beside a request', () => {
  let world: AccessWorld
  before(async () => {
    world = await openAccessWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  const submissionsOf = async (id: string) => (await world.as.carl.get(`/access-requests/${id}/submissions`)).json.items

  it('says field by field what changed since the last submission', async () => {
    const { id } = await draftAccess(world)
    await submitAccess(world, id)
    const [first] = await submissionsOf(id)
    assert.deepEqual(first.changes, [])
    assert.equal(first.previous_number, null)
    await vote(world, 'carl', id, { verdict: 'request_changes', motive: 'Moins de données.' })
    const content = {
      purpose: 'Vérifier le droit au tarif réduit.',
      retention_months: 6,
      apis: [{ api: 'quotient-familial', version: 'v3', scopes: ['cnaf_enfants'] }],
    }
    assert.equal((await world.as.olga.patch(`/access-requests/${id}`, { content }, '*')).status, 200)
    assert.equal((await submitAccess(world, id)).status, 200)
    const [second] = await submissionsOf(id)
    assert.deepEqual(
      second.changes.map((change: { field: string }) => change.field),
      ['purpose', 'retention_months', 'apis'],
    )
    assert.deepEqual(second.changes[1], { field: 'retention_months', before: '12', after: '6', added: [], removed: [] })
    assert.deepEqual(second.changes[2].added, ['quotient-familial@v3 cnaf_enfants'])
    assert.deepEqual(second.changes[2].removed, ['quotient-familial@v3 cnaf_quotient_familial'])
  })

  it('compares an amendment with what is authorized, not with an attempt given up since', async () => {
    const { id, authorization_id } = await approveAccess(world)
    for (const title of ['Tentative', 'Amendement']) {
      await world.as.olga.post(`/authorizations/${authorization_id}/reopening`)
      await world.as.olga.patch(`/access-requests/${id}`, { content: { title } }, '*')
      assert.equal((await submitAccess(world, id)).status, 200)
      if (title === 'Tentative') await world.as.olga.delete(`/authorizations/${authorization_id}/reopening`)
    }
    const [last] = await submissionsOf(id)
    assert.equal(last.previous_number, 1)
    assert.deepEqual(last.changes, [
      { field: 'title', before: 'Tarification solidaire', after: 'Amendement', added: [], removed: [] },
    ])
  })

  it('counts what the application did in the sandbox beside what is asked', async () => {
    const asked = [
      { api: 'quotient-familial', version: 'v3', scopes: ['cnaf_quotient_familial', 'cnaf_adresse'] },
      { api: 'statut-etudiant', version: 'v3', scopes: ['etudiant'] },
    ]
    const { id } = await draftAccess(world, { apis: asked })
    const call = {
      environment: 'sandbox' as const,
      application_id: world.applications.valmont,
      api: 'quotient-familial',
      api_version: 'v3',
      operation: 'getQuotientFamilial',
      scopes_effective: ['cnaf_quotient_familial', 'cnaf_enfants'],
      refusal_stage: 'none' as const,
    }
    const at = new Date(world.clock.now() - 3_600_000).toISOString()
    const long = new Date(world.clock.now() - 91 * 86_400_000).toISOString()
    // biome-ignore format: one call a line
    const calls = [
      { ...call, at, status: 200 },
      { ...call, at, status: 404 },
      { ...call, at, status: 403, refusal_stage: 'authorize' as const, scopes_effective: [] },
      { ...call, at, status: 200, environment: 'production' as const },
      { ...call, at: long, status: 200, scopes_effective: ['cnaf_adresse'] },
      { ...call, at, status: 200, application_id: world.applications.rival, scopes_effective: ['cnaf_adresse'] },
    ]
    await recordExchanges(world, calls.length, (index) => calls[index] ?? {})
    const { json } = await world.as.olga.get(`/access-requests/${id}/evidence`)
    const [family, student] = json.apis
    assert.equal(family.answered, 2)
    assert.equal(family.refused, 1)
    assert.deepEqual(
      family.scopes.map((one: Record<string, unknown>) => [one.scope, one.is_asked, one.calls]),
      [
        ['cnaf_quotient_familial', true, 2],
        ['cnaf_adresse', true, 0],
        ['cnaf_enfants', false, 2],
      ],
    )
    assert.deepEqual([student.is_asked, student.answered, student.operations], [true, 0, []])
  })

  it('keeps remarks with their field until those who made them call them settled', async () => {
    const { id } = await draftAccess(world)
    await submitAccess(world, id)
    const path = `/access-requests/${id}/messages`
    const { json: remark } = await world.as.carl.post(path, { text: 'Quel barème ?', field: 'purpose' })
    assert.equal(remark.field, 'purpose')
    assert.equal((await world.as.olga.put(`${path}/${remark.id}/resolution`, undefined)).status, 409)
    assert.equal((await world.as.carl.put(`${path}/${remark.id}/resolution`, undefined)).status, 200)
    assert.equal((await world.as.carl.put(`${path}/${remark.id}/resolution`, undefined)).status, 409)
    const { json } = await world.as.olga.get(path)
    assert.ok(json.items[0].resolved_at)
    assert.equal((await world.as.carl.post(path, { text: 'x', field: 'password' })).status, 400)
  })
})
