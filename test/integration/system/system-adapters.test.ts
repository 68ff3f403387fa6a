import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createArgon2PasswordHasher } from '#adapters/system/argon2-password-hasher.ts'
import { DataDirectoryLocked, lockDataDirectory } from '#adapters/system/data-directory-lock.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import { createFakeClock } from '#support/fake-clock.ts'

test('identifiers are version 7, carry the time and grow, even when the clock stands or steps back', () => {
  const clock = createFakeClock(Date.parse('2026-03-02T09:00:00Z'))
  const random = createSystemRandom(clock)
  const made = Array.from({ length: 10_000 }, () => random.uuid())
  clock.advance(-5_000)
  made.push(random.uuid())
  for (const uuid of made) assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.deepEqual(made, [...new Set(made)].sort())
  const time = Number.parseInt(made[0]?.replaceAll('-', '').slice(0, 12) ?? '', 16)
  assert.equal(time, Date.parse('2026-03-02T09:00:00Z'))
})

test('a password is verified against its own hash and no other', async () => {
  const hasher = createArgon2PasswordHasher(createSystemRandom(createFakeClock()))
  const hash = await hasher.hash('correct horse é')
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  assert.equal(await hasher.verify(hash, 'correct horse é'), true)
  assert.equal(await hasher.verify(hash, 'correct horse e\u0301'), true)
  assert.equal(await hasher.verify(hash, 'correct horse e'), false)
  for (const foreign of [null, '', 'a'.repeat(64), '$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA']) {
    assert.equal(await hasher.verify(foreign, 'correct horse é'), false)
  }
})

test('a data directory is one instance’s, and free again when that instance is killed', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'octroi-lock-'))
  try {
    const file = join(import.meta.dirname, '../../../server/adapters/system/data-directory-lock.ts')
    const script = `import { lockDataDirectory } from ${JSON.stringify(file)}
      globalThis.lock = lockDataDirectory(${JSON.stringify(directory)}); console.log('held'); setInterval(() => {}, 1000)`
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(holder.stdout, 'data')
    const before = performance.now()
    assert.throws(() => lockDataDirectory(directory), DataDirectoryLocked)
    assert.throws(() => lockDataDirectory(directory), /in use by another instance.*OCTROI_DATA_DIR/)
    assert.ok(performance.now() - before < 1_000)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    lockDataDirectory(directory)[Symbol.dispose]()
    lockDataDirectory(directory)[Symbol.dispose]()
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
