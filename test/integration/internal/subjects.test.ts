import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { removeAuditShard } from '#adapters/postgres/remove-audit-shard.ts'
import { createSubjectKeyStore } from '#adapters/postgres/subject-key-store.ts'
import { createSubjectRegistrationStore } from '#adapters/postgres/subject-registration-store.ts'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { createPseudonyms } from '#core/subjects/create-pseudonyms.ts'
import { pseudonymUnder } from '#core/subjects/subject-keys.ts'
import { followSubjectKeys } from '#gateway/subjects/follow-subject-keys.ts'
import { createSealedFile } from '#kit/sealed-file.ts'
import { type ControlWorld, openControlWorld, temporaryDirectory, testMaster } from '#support/control-world.ts'
import { createFakeClock } from '#support/fake-clock.ts'
import { startNode } from '#support/gateway-node.ts'

const march = Date.parse('2026-03-31T23:00:00Z')
const person = { scheme: 'nir', value: '1820569123045' }

async function consumer({ unitOfWork }: ControlWorld): Promise<string> {
  const id = randomUUID()
  await unitOfWork.transaction((tx) =>
    inside(tx)
      .insertInto('organizations')
      .values({ id, kind: 'consumer', name: 'Valmont', verification: 'operator' })
      .execute(),
  )
  return id
}

test('a gateway writes the pseudonyms that control searches by, a month each, also without control, until the month is purged', async () => {
  await using world = await openControlWorld()
  const clock = createFakeClock(march)
  await using dir = await temporaryDirectory()
  const file = createSealedFile(join(dir.path, 'subjects.sealed'), Buffer.alloc(32, 3), 'test')
  const pseudonyms = createPseudonyms(createSubjectKeyStore(), testMaster)
  const searched = () => world.unitOfWork.read((tx) => pseudonyms.of(tx, person))
  const written: string[] = []
  {
    await using control = await world.startControl({ clock })
    await using node = await startNode(control.url, dir.path, {})
    await using tracing = followSubjectKeys({ fetch: node.control.subjectKeys, file })
    await tracing.ready()
    for (const at of [march, march + 7_200_000]) {
      const key = tracing.keyAt(at)
      assert.ok(key)
      written.push(pseudonymUnder(key.hash, person))
    }
    assert.equal(tracing.keyAt(march - 40 * 86_400_000), null, 'a month whose key it was not told')
    await using issuer = await startNode(control.url, join(dir.path, 'issuer'), { role: 'issuer' })
    await assert.rejects(issuer.control.subjectKeys(), 'issuers have no business with people')
  }
  assert.deepEqual(
    await searched(),
    ['2026-03', '2026-04'].map((epoch, index) => ({ epoch, pseudonym: written[index] })),
  )
  assert.notEqual(written[0], written[1])

  const away = followSubjectKeys({ fetch: () => Promise.reject(new Error('away')), file })
  await away.ready()
  assert.equal(pseudonymUnder(away.keyAt(march)!.hash, person), written[0], 'from its sealed copy')
  await away[Symbol.asyncDispose]()
  for (const name of await readdir(dir.path)) {
    if (name.endsWith('.sealed')) assert.doesNotMatch(await readFile(join(dir.path, name), 'latin1'), /epoch|2026-03/)
  }

  await world.unitOfWork.transaction((tx) => removeAuditShard(tx, '2026-03', { body: '{}', signature: '' }))
  assert.deepEqual(await searched(), [{ epoch: '2026-04', pseudonym: written[1] }])
  await using later = await world.startControl({ clock: createFakeClock(march) })
  await using again = await startNode(later.url, join(dir.path, 'again'), {})
  const keys = await again.control.subjectKeys()
  assert.deepEqual(
    keys.epochs.map(({ epoch }) => epoch),
    ['2026-04'],
    'a destroyed key never comes back',
  )
})

test('control says whether a body keeps a live file on a person, in the environment of the gateway that asks', async () => {
  await using world = await openControlWorld()
  const clock = createFakeClock(march)
  await using control = await world.startControl({ clock })
  await using dir = await temporaryDirectory()
  await using production = await startNode(control.url, join(dir.path, 'production'), {})
  await using sandbox = await startNode(control.url, join(dir.path, 'sandbox'), { environment: 'sandbox' })
  const organizationId = await consumer(world)
  const store = createSubjectRegistrationStore()
  const hash = (letter: string) => letter.repeat(22)
  const file = (identity_hash: string, changes: object = {}) => ({
    id: randomUUID(),
    environment: 'production' as const,
    organization_id: organizationId,
    api: 'carriere',
    identity_hash,
    quality: 'applicant',
    case_hash: null,
    valid_from: new Date(march - 1_000).toISOString(),
    valid_until: new Date(march + 60_000).toISOString(),
    notify_changes: false,
    revoked_at: null,
    created_at: new Date(march).toISOString(),
    ...changes,
  })
  await world.unitOfWork.transaction((tx) =>
    store.insert(tx, [
      file(hash('a')),
      file(hash('b'), { valid_from: new Date(march + 30_000).toISOString() }),
      file(hash('c'), { valid_until: new Date(march).toISOString() }),
      file(hash('d'), { revoked_at: new Date(march - 1).toISOString() }),
    ]),
  )
  const ask = (identityHash: string, changes: object = {}, node = production) =>
    node.control.checkRegistration({ organizationId, api: 'carriere', identityHash, ...changes })
  assert.deepEqual(await ask(hash('a')), { format_version: 1, registered: true, ends_in_ms: 60_000 })
  for (const [what, answer] of [
    ['not begun', ask(hash('b'))],
    ['over', ask(hash('c'))],
    ['revoked', ask(hash('d'))],
    ['somebody else', ask(hash('e'))],
    ['another API', ask(hash('a'), { api: 'quotient-familial' })],
    ['another body', ask(hash('a'), { organizationId: randomUUID() })],
    ['the other environment', ask(hash('a'), {}, sandbox)],
  ] as const) {
    assert.equal((await answer).registered, false, what)
  }
  clock.advance(30_000)
  assert.equal((await ask(hash('b'))).registered, true)
  clock.advance(30_000)
  assert.equal((await ask(hash('a'))).registered, false)
  await using issuer = await startNode(control.url, join(dir.path, 'issuer'), { role: 'issuer' })
  await assert.rejects(ask(hash('a'), {}, issuer))
})
