import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hashSecret } from '#core/credentials/secret-format.ts'
import { keepTrial } from '#core/trial/keep-trial.ts'
import { trialToken } from '#core/trial/trial-token.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'

let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
})
after(() => world[Symbol.asyncDispose]())

const keep = (isWanted: boolean) => world.unitOfWork.transaction((tx) => keepTrial(tx, world.deps, isWanted))

async function held() {
  return world.unitOfWork.read(async (tx) => {
    const operator = await world.deps.organizations.findOperator(tx)
    assert.ok(operator)
    const applications = (await world.deps.applications.listLive(tx, operator.id)).filter(({ name }) =>
      name.startsWith('Essai'),
    )
    const [application] = applications
    if (!application) return { applications: 0, live: 0, grants: 0 }
    const credentials = await world.deps.credentials.listLive(
      tx,
      application.id,
      new Date(world.clock.now()).toISOString(),
    )
    assert.ok(credentials.every(({ secret_hash }) => secret_hash === hashSecret(trialToken)))
    const grants = await world.deps.grants.listLive(tx, application.id)
    assert.ok(grants.every(({ environment }) => environment === 'sandbox'))
    return { applications: applications.length, live: credentials.length, grants: grants.length }
  })
}

test('the public token is made once, opens the sandbox alone, and can be closed and opened again', async () => {
  assert.equal(await keep(false), false)
  assert.deepEqual(await held(), { applications: 0, live: 0, grants: 0 })
  assert.equal(await keep(true), true)
  const open = await held()
  assert.equal(open.applications, 1)
  assert.equal(open.live, 1)
  assert.ok(open.grants > 0)
  await Promise.all([keep(true), keep(true)])
  assert.deepEqual(await held(), open)
  assert.equal(await keep(false), false)
  assert.equal((await held()).live, 0)
  assert.equal(await keep(true), true)
  assert.deepEqual(await held(), open)
})
