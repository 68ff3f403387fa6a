import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createAccountStore } from '#adapters/postgres/account-store.ts'
import { createEventReader, createEventStore } from '#adapters/postgres/event-store.ts'
import { createIdempotencyStore } from '#adapters/postgres/idempotency-store.ts'
import { createMemberStore } from '#adapters/postgres/member-store.ts'
import type { Database } from '#adapters/postgres/open-database.ts'
import { createOrganizationStore } from '#adapters/postgres/organization-store.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import type { Account } from '#core/accounts/account.ts'
import type { Organization } from '#core/organizations/organization.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { createFakeClock } from '#support/fake-clock.ts'

/** What the stores of accounts, organizations, members, events and idempotency keys owe, on any machine. */
export function organizationStoresContract(open: () => Promise<Database>): void {
  describe('the stores around organizations', () => {
    const clock = createFakeClock(Date.parse('2026-03-02T09:00:00Z'))
    const random = createSystemRandom(clock)
    const accounts = createAccountStore()
    const organizations = createOrganizationStore()
    const members = createMemberStore()
    const now = new Date(clock.now()).toISOString()
    let database: Database
    before(async () => {
      database = await open()
    })
    after(() => database[Symbol.asyncDispose]())

    const account = (email: string | null): Account => ({
      id: random.uuid(),
      kind: email === null ? 'machine' : 'person',
      email,
      name: 'Ana',
      locale: 'fr',
      password_hash: 'hash',
      organization_id: null,
      state: 'active',
      sessions_valid_from: now,
      created_at: now,
    })
    const organization = (value: string, change: Partial<Organization> = {}): Organization => ({
      id: random.uuid(),
      kind: 'consumer',
      name: `Body ${value}`,
      slug: null,
      country: 'fr',
      identifiers: [{ scheme: 'fr:siret', value, valid_from: '2020-01-01', valid_to: null }],
      verification: 'unverified',
      verified_at: null,
      state: 'active',
      suspended_reason: null,
      is_demo: false,
      version: 1,
      created_at: now,
      ...change,
    })
    function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
      return database.unitOfWork.transaction(work)
    }

    it('give back what was put in, and take an address once', async () => {
      const [one, two, machine] = [account('a@example.test'), account('a@example.test'), account(null)]
      await transaction(async (tx) => {
        assert.equal(await accounts.insert(tx, one), true)
        assert.equal(await accounts.insert(tx, two), false)
        assert.equal(await accounts.insert(tx, machine), true)
        assert.equal(await accounts.insert(tx, account(null)), true)
        assert.deepEqual(await accounts.load(tx, one.id), one)
        assert.deepEqual(await accounts.findByEmail(tx, 'a@example.test'), one)
        assert.equal(await accounts.load(tx, two.id), null)
        const next = { ...one, name: 'Bea', locale: 'en', password_hash: null, state: 'suspended' as const }
        await accounts.update(tx, next)
        assert.deepEqual(await accounts.load(tx, one.id), next)
      })
    })

    it('keep an identifier and a slug for one organization, and write nothing of a second one', async () => {
      const first = organization('11', { slug: 'first' })
      const second = organization('12', {
        identifiers: [...organization('13').identifiers, ...first.identifiers],
      })
      await transaction(async (tx) => {
        assert.equal(await organizations.insert(tx, first), true)
        assert.equal(await organizations.insert(tx, second), false)
        assert.equal(await organizations.insert(tx, organization('14', { slug: 'first' })), false)
      })
      await transaction(async (tx) => {
        assert.deepEqual(await organizations.load(tx, first.id), first)
        assert.deepEqual(await organizations.findByIdentifier(tx, 'fr:siret', '11'), first)
        assert.deepEqual(await organizations.findBySlug(tx, 'first'), first)
        assert.equal(await organizations.load(tx, second.id), null)
        assert.equal(await organizations.findByIdentifier(tx, 'fr:siret', '13'), null)
      })
    })

    it('let one of two edits of the same version through', async () => {
      const body = organization('21')
      await transaction((tx) => organizations.insert(tx, body))
      const edit = (name: string) => transaction((tx) => organizations.update(tx, { ...body, name, version: 2 }, null))
      assert.deepEqual((await Promise.all([edit('one'), edit('two')])).sort(), [false, true])
    })

    it('list by words, kind and member in order, a page at a time', async () => {
      const person = account('list@example.test')
      const bodies = [organization('31'), organization('32', { kind: 'editor' }), organization('33')]
      await transaction(async (tx) => {
        await accounts.insert(tx, person)
        for (const body of bodies) {
          await organizations.insert(tx, body)
          const member = {
            id: random.uuid(),
            organization_id: body.id,
            account_id: person.id,
            version: 1,
            created_at: now,
          }
          const state = body === bodies[2] ? ('invited' as const) : ('active' as const)
          assert.equal(await members.insert(tx, { ...member, roles: ['owner'], state }), true)
          assert.equal(await members.insert(tx, { ...member, id: random.uuid(), roles: ['owner'], state }), false)
        }
        const all = { member: person.id, kind: null, verification: null, words: null }
        const ids = async (filter: object, after: string | null = null, size = 10) =>
          (await organizations.list(tx, { ...all, ...filter }, { after, size })).items.map((one) => one.id)
        assert.deepEqual(await ids({}), [bodies[0]?.id, bodies[1]?.id])
        assert.deepEqual(await ids({ kind: 'editor' }), [bodies[1]?.id])
        assert.deepEqual(await ids({ member: null, words: 'bODY 33' }), [bodies[2]?.id])
        assert.deepEqual(await ids({ member: null, words: '_3' }), [])
        const page = await organizations.list(tx, all, { after: null, size: 1 })
        assert.deepEqual(page.next, bodies[0]?.id)
        assert.deepEqual(await ids({}, page.next, 1), [bodies[1]?.id])
        const mine = await members.listOfAccount(tx, person.id, { after: null, size: 2 })
        assert.deepEqual(
          mine.items.map((one) => one.organization),
          bodies.slice(0, 2),
        )
        assert.equal(await members.countOwners(tx, bodies[0]?.id ?? ''), 1)
        assert.equal(await members.countOwners(tx, bodies[2]?.id ?? ''), 0)
      })
    })

    it('append events and read them newest first', async () => {
      const events = createEventStore(clock, random)
      const reader = createEventReader()
      const body = organization('41')
      await transaction(async (tx) => {
        for (const type of ['a.happened', 'b.happened', 'c.happened']) {
          const actor = { kind: 'system' as const, id: null }
          const subject = { subject_type: 'thing', subject_id: body.id }
          await events.append(tx, { type, actor, organization_id: body.id, ...subject, data: { n: [1] } })
        }
        const first = await reader.list(tx, body.id, { after: null, size: 2 })
        assert.deepEqual(
          first.items.map((one) => one.type),
          ['c.happened', 'b.happened'],
        )
        assert.deepEqual([first.items[0]?.actor_name, first.items[0]?.data], ['Octroi', { n: [1] }])
        const rest = await reader.list(tx, body.id, { after: first.next, size: 2 })
        assert.deepEqual([rest.items.map((one) => one.type), rest.next], [['a.happened'], null])
        const subject = await reader.listOfSubject(tx, { type: 'thing', id: body.id }, { after: null, size: 9 })
        assert.deepEqual(
          subject.items.map((one) => one.type),
          ['a.happened', 'b.happened', 'c.happened'],
        )
      })
    })

    it('give an idempotency key to one of many, and its end to whoever holds it', async () => {
      const keys = createIdempotencyStore()
      const scope = { account: 'a', operation: 'o', keyHash: 'k' }
      const later = new Date(clock.now() + 60_000).toISOString()
      const begin = () => transaction((tx) => keys.begin(tx, scope, 'hash', now))
      const begun = await Promise.all(Array.from({ length: 5 }, begin))
      assert.equal(begun.filter((one) => one === null).length, 1)
      await transaction(async (tx) => {
        assert.equal(await keys.takeOver(tx, scope, now, later), true)
        assert.equal(await keys.takeOver(tx, scope, now, later), false)
        assert.equal(await keys.finish(tx, scope, now, 'late'), false)
        await keys.forget(tx, scope, now)
        assert.equal(await keys.finish(tx, scope, later, 'answer'), true)
        assert.deepEqual(await keys.begin(tx, scope, 'other', now), {
          requestHash: 'hash',
          answer: 'answer',
          startedAt: later,
        })
        assert.equal(await keys.purge(tx, later), 0)
        assert.equal(await keys.purge(tx, new Date(clock.now() + 60_001).toISOString()), 1)
      })
    })
  })
}
