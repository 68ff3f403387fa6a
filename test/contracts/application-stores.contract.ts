import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createApplicationStore } from '#adapters/postgres/application-store.ts'
import { createCredentialStore } from '#adapters/postgres/credential-store.ts'
import { createGrantStore } from '#adapters/postgres/grant-store.ts'
import type { Database } from '#adapters/postgres/open-database.ts'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import type { Application } from '#core/applications/application.ts'
import type { Credential } from '#core/credentials/credential.ts'
import type { Grant } from '#core/grants/grant.ts'
import { createFakeClock } from '#support/fake-clock.ts'

/** What the stores of applications, credentials and grants owe, on any machine. */
export function applicationStoresContract(open: () => Promise<Database>): void {
  describe('the stores around applications', () => {
    const clock = createFakeClock(Date.parse('2026-03-02T09:00:00Z'))
    const random = createSystemRandom(clock)
    const applications = createApplicationStore()
    const credentials = createCredentialStore()
    const grants = createGrantStore()
    const now = new Date(clock.now()).toISOString()
    const later = new Date(clock.now() + 1000).toISOString()
    const organizationId = random.uuid()
    let database: Database
    before(async () => {
      database = await open()
      await database.unitOfWork.transaction(async (tx) => {
        const organization = { id: organizationId, kind: 'provider' as const, name: 'Body' }
        await inside(tx).insertInto('organizations').values(organization).execute()
        const api = { api: 'one', version: 'v1', provider_organization_id: organizationId, state: 'published' as const }
        await inside(tx)
          .insertInto('apis')
          .values({ ...api, document: '{}', descriptor: '{}' })
          .execute()
      })
    })
    after(() => database[Symbol.asyncDispose]())

    const application = (): Application => ({
      id: random.uuid(),
      organization_id: organizationId,
      name: 'Fares',
      description: '',
      client_ids: { sandbox: `sbx-${random.uuid()}`, production: `prd-${random.uuid()}` },
      state: 'active',
      suspended_reason: null,
      suspended_by: null,
      requires_bound_tokens: false,
      version: 1,
      created_at: now,
    })
    const credential = (applicationId: string, change: Partial<Credential> = {}): Credential => ({
      id: random.uuid(),
      application_id: applicationId,
      environment: 'sandbox',
      kind: 'jwks',
      label: 'Key',
      secret_hash: null,
      hint: null,
      jwks: { keys: [{ kty: 'EC', x: 'é' }] },
      grant_id: null,
      allowed_ips: ['10.0.0.0/8', '2001:db8::/32'],
      expires_at: null,
      revoked_at: null,
      last_used_at: null,
      created_at: now,
      ...change,
    })
    const grant = (applicationId: string): Grant => ({
      id: random.uuid(),
      environment: 'sandbox',
      application_id: applicationId,
      beneficiary_id: null,
      api: 'one',
      api_version: 'v1',
      scopes: ['a_scope', 'b_scope'],
      plan: { limits: [{ name: 'day', period: 'day', limit: 10, hard: true }], concurrency: null },
      legal_contexts: [{ code: 'A:B', label: { fallback: 'fr', texts: { fr: 'Été' } } }],
      default_context: 'A:B',
      valid_from: now,
      valid_until: null,
      authorization_id: null,
      delegation_id: null,
      state: 'active',
      generation: 1,
      version: 1,
      created_at: now,
    })

    it('give applications back, locked or not, and let one edit of a version through', async () => {
      const one = application()
      await database.unitOfWork.transaction(async (tx) => {
        await applications.insert(tx, one)
        assert.deepEqual(await applications.load(tx, one.id), one)
        assert.deepEqual(await applications.lock(tx, one.id), one)
        const next = {
          ...one,
          state: 'suspended' as const,
          suspended_by: organizationId,
          suspended_reason: 'Why',
          requires_bound_tokens: true,
          version: 2,
        }
        assert.equal(await applications.update(tx, next), true)
        assert.equal(await applications.update(tx, next), false)
        assert.deepEqual(await applications.load(tx, one.id), next)
        assert.ok((await applications.listLive(tx, organizationId)).some((each) => each.id === one.id))
        await applications.update(tx, { ...next, state: 'archived', version: 3 })
        assert.ok(!(await applications.listLive(tx, null)).some((each) => each.id === one.id))
        const page = await applications.list(tx, organizationId, { after: null, size: 1 })
        assert.deepEqual([page.items[0]?.id, page.next], [one.id, null])
      })
    })

    it('know which credentials live, and move their last use forward alone', async () => {
      const one = application()
      const made = [
        credential(one.id),
        credential(one.id, { expires_at: now }),
        credential(one.id, { expires_at: later }),
      ]
      const [first] = made
      assert.ok(first)
      await database.unitOfWork.transaction(async (tx) => {
        await applications.insert(tx, one)
        for (const each of made) await credentials.insert(tx, each)
        assert.deepEqual(await credentials.load(tx, first.id), first)
        const live = async () => (await credentials.listLive(tx, one.id, now)).map((each) => each.id)
        assert.deepEqual(await live(), [made[0]?.id, made[2]?.id])
        await credentials.end(tx, first.id, { expires_at: null, revoked_at: now })
        assert.deepEqual(await live(), [made[2]?.id])
        await credentials.touch(tx, [
          { id: first.id, at: now },
          { id: first.id, at: later },
          { id: 'unknown', at: later },
        ])
        await credentials.touch(tx, [{ id: first.id, at: now }])
        assert.equal((await credentials.load(tx, first.id))?.last_used_at, later)
        await credentials.touch(tx, [])
        assert.equal((await credentials.list(tx, one.id, 'production', { after: null, size: 9 })).items.length, 0)
        assert.equal((await credentials.list(tx, one.id, null, { after: first.id, size: 9 })).items.length, 2)
      })
    })

    it('keep grants with who suspended them, and know who has none yet', async () => {
      const [one, two] = [application(), application()]
      const given = grant(one.id)
      await database.unitOfWork.transaction(async (tx) => {
        await applications.insert(tx, one)
        await applications.insert(tx, two)
        await grants.insert(tx, [given])
        await grants.insert(tx, [])
        assert.deepEqual(await grants.load(tx, given.id), given)
        const without = (await grants.listApplicationsWithout(tx, 'one', 'v1')).map((each) => each.application_id)
        assert.ok(without.includes(two.id) && !without.includes(one.id))
        const suspended = { ...given, state: 'suspended' as const, generation: 2, version: 2 }
        const suspension = { reason: 'Why', by: organizationId }
        assert.equal(await grants.suspensionOf(tx, given.id), null)
        assert.equal(await grants.update(tx, suspended, suspension), true)
        assert.equal(await grants.update(tx, suspended, suspension), false)
        assert.deepEqual(await grants.suspensionOf(tx, given.id), suspension)
        assert.deepEqual(await grants.listLive(tx, one.id), [suspended])
        await grants.update(tx, { ...suspended, state: 'revoked', version: 3 }, null)
        assert.deepEqual(await grants.listLive(tx, one.id), [])
        assert.equal(await grants.hasRunningAuthorization(tx, one.id, now), false)
        assert.deepEqual(await grants.partiesOf(tx, given), { provider: organizationId, organization: organizationId })
      })
    })
  })
}
