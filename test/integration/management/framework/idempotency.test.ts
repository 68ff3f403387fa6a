import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { httpExchange } from '#support/http-exchange.ts'

describe('a request with an Idempotency-Key', () => {
  let world: AccessWorld
  before(async () => {
    world = await openAccessWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  const send = (key: string | null, body: Record<string, unknown>, who: 'olga' | 'denis' = 'denis') =>
    httpExchange(`${world.url}/applications/${world.applications.valmont}/credentials`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${world.people[who]}`,
        ...(key === null ? {} : { 'idempotency-key': key }),
      },
      body,
    })
  const secret = { environment: 'sandbox', kind: 'client_secret', label: 'once' }
  const live = async () =>
    (await world.as.denis.get(`/applications/${world.applications.valmont}/credentials`)).json.items.length

  it('is needed, and is a quoted string', async () => {
    assert.equal((await send(null, secret)).json.type, 'http://portal.test/problems/idempotency-key-required')
    for (const key of ['unquoted', '""', '"é"', `"${'k'.repeat(256)}"`]) {
      assert.equal((await send(key, secret)).status, 400, key)
    }
    assert.equal(await live(), 0)
  })

  it('is carried out once, and a retry gets the same answer, secret included', async () => {
    const key = `"${randomUUID()}"`
    const first = await send(key, secret)
    const second = await send(key, secret)
    assert.equal(first.status, 201)
    assert.deepEqual([second.status, second.text], [201, first.text])
    assert.equal(await live(), 1)
  })

  it('leaves nothing in the store from which the secret could be read', async () => {
    const key = randomUUID()
    const made = await send(`"${key}"`, secret)
    const rows = await world.unitOfWork.read((tx) => inside(tx).selectFrom('idempotency_keys').selectAll().execute())
    const text = JSON.stringify(rows)
    assert.ok(!text.includes(made.json.secret) && !text.includes(key))
  })

  it('is refused with another payload and is free for another account', async () => {
    const key = `"${randomUUID()}"`
    assert.equal((await send(key, secret)).status, 201)
    const reused = await send(key, { ...secret, label: 'twice' })
    assert.deepEqual([reused.status, reused.json.type], [422, 'http://portal.test/problems/idempotency-key-reused'])
    assert.equal((await send(key, secret, 'olga')).status, 201)
  })

  it('sent ten times at once makes one thing; the others get it or are told to wait', async () => {
    const before = await live()
    const key = `"${randomUUID()}"`
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(key, secret)))
    const made = new Set(answers.filter((one) => one.status === 201).map((one) => one.json.credential.id))
    assert.equal(made.size, 1)
    assert.ok(answers.every((one) => one.status === 201 || one.status === 409))
    assert.equal(await live(), before + 1)
  })

  it('may be used again after a refusal that changed nothing', async () => {
    const key = `"${randomUUID()}"`
    assert.equal((await send(key, { ...secret, expires_at: '2020-01-01T00:00:00Z' })).status, 400)
    // The live credentials are at their limit here: another refusal, by another rule.
    assert.equal((await send(key, secret)).json.type, 'http://portal.test/problems/limit-reached')
    const { json } = await world.as.denis.get(`/applications/${world.applications.valmont}/credentials`)
    await world.as.denis.delete(`/credentials/${json.items[0].id}`)
    assert.equal((await send(key, secret)).status, 201)
  })

  it('that died with its process is taken over after half a minute', async () => {
    const key = randomUUID()
    const { idempotency, clock } = world.deps
    const path = `/organizations/${world.organizations.valmont}/applications`
    const create = (name: string) =>
      httpExchange(`${world.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${world.people.denis}`, 'idempotency-key': `"${key}"` },
        body: { name },
      })
    const begun = new Date(clock.now()).toISOString()
    // What a process leaves that was killed between taking the key and committing the change.
    const first = await create('Survivor')
    const row = await world.unitOfWork.transaction(async (tx) => {
      const found = await inside(tx)
        .selectFrom('idempotency_keys')
        .selectAll()
        .where('operation', '=', 'createApplication')
        .executeTakeFirstOrThrow()
      await inside(tx).deleteFrom('idempotency_keys').where('key', '=', found.key).execute()
      const scope = { account: found.account_id, operation: found.operation, keyHash: found.key }
      await idempotency.begin(tx, scope, found.request_hash, begun)
      return found
    })
    assert.equal(first.status, 201)
    assert.equal(row.state, 'done')
    assert.equal((await create('Survivor')).status, 409)
    world.clock.advance(31_000)
    assert.equal((await create('Survivor')).status, 201)
    assert.equal((await create('Survivor')).status, 201)
  })
})
