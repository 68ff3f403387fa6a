import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { openAccessWorld } from '#support/access-world.ts'
import { managementCaller } from '#support/management-caller.ts'
import { runOperationCases } from '#support/run-operation-cases.ts'
import { accountCases } from './accounts.cases.ts'

runOperationCases('accounts', accountCases)

describe('signing up', () => {
  const password = 'correct horse battery'

  it('keeps the password as an argon2id string only, and no answer shows it', async () => {
    await using world = await openAccessWorld()
    const made = await world.as.nobody.post('/accounts', { email: 'Ana@Example.test', password, name: ' Ana ' })
    assert.equal(made.status, 201)
    assert.deepEqual([made.json.email, made.json.name, made.json.locale], ['ana@example.test', 'Ana', 'fr'])
    assert.doesNotMatch(made.text, /password|argon2/)
    const row = await world.unitOfWork.read((tx) =>
      inside(tx).selectFrom('accounts').selectAll().where('id', '=', made.json.id).executeTakeFirstOrThrow(),
    )
    assert.match(row.password_hash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const everything = await world.unitOfWork.read((tx) =>
      inside(tx).selectFrom('idempotency_keys').selectAll().execute(),
    )
    assert.doesNotMatch(JSON.stringify(everything), /correct horse|ana@example/)
  })

  it('is limited for one address', async () => {
    await using world = await openAccessWorld()
    const attempt = () => world.as.nobody.post('/accounts', { email: 'olga@example.test', password, name: 'Olga' })
    for (let count = 0; count < 10; count += 1) assert.equal((await attempt()).status, 409)
    const limited = await attempt()
    assert.equal(limited.status, 429)
    assert.ok(Number(limited.headers['retry-after']) > 0)
    world.clock.advance(3_600_001)
    assert.equal((await attempt()).status, 409)
  })

  it('asks for twelve characters and names the field', async () => {
    await using world = await openAccessWorld()
    const answer = await world.as.nobody.post('/accounts', { email: 'no', password: 'short', name: ' ', admin: true })
    assert.equal(answer.status, 400)
    const fields = answer.json.errors.map((one: { field: string; rule: string }) => `${one.field} ${one.rule}`)
    assert.deepEqual(fields.sort(), ['/admin unknown', '/email format', '/name pattern', '/password minLength'])
  })
})

describe('a password change', () => {
  it('works with the new password afterwards and not with the old one', async () => {
    await using world = await openAccessWorld()
    const [first, second] = ['correct horse battery', 'another long passphrase']
    const made = await world.as.nobody.post('/accounts', { email: 'pat@example.test', password: first, name: 'Pat' })
    const pat = managementCaller(world.url, made.json.id)
    const change = (from: string, to: string) => pat.put('/me/password', { current_password: from, new_password: to })
    assert.equal((await change(first, second)).status, 204)
    const refused = await change(first, second)
    assert.deepEqual([refused.status, refused.json.errors[0].field], [400, '/current_password'])
    assert.equal((await change(second, first)).status, 204)
  })
})
