import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { environmentOf, readEnv, unknownNames } from '#config/env.ts'
import { parseConfig } from '#config/parse-config.ts'
import { loadSecrets } from '#config/secrets.ts'

const strong = 'q7Zr2LwX9bTn4KmV6cYp1HsD8fGj3NeR5uAoQiWzBxEy'

function load(env: Record<string, string>) {
  const read = readEnv(env)
  return loadSecrets(read, parseConfig(read))
}

test('the demo makes its secret once, for this user only, and finds it again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'octroi-secret-'))
  const first = load({ OCTROI_DATA_DIR: folder })
  const second = load({ OCTROI_DATA_DIR: folder })
  assert.deepEqual(first, second)
  assert.ok(first.master.length >= 32)
  assert.equal(statSync(join(folder, 'secret')).mode & 0o777, 0o600)
  rmSync(folder, { recursive: true })
})

test('production refuses to start without a secret, with a short one and with one from an example', () => {
  const production = { OCTROI_PROFILE: 'production' }
  assert.throws(() => load(production), /OCTROI_SECRET/)
  assert.throws(() => load({ ...production, OCTROI_SECRET: 'short' }), /too short/)
  assert.throws(() => load({ ...production, OCTROI_SECRET: `change-me-${'x'.repeat(40)}` }), /example/)
  assert.throws(() => load({ ...production, OCTROI_SECRET: 'a'.repeat(64) }), /example/)
  assert.equal(load({ ...production, OCTROI_SECRET: strong }).master.toString(), strong)
})

test('a secret can come from a file, but not from both', () => {
  const folder = mkdtempSync(join(tmpdir(), 'octroi-secret-'))
  const file = join(folder, 'given')
  writeFileSync(file, `${strong}\n`)
  assert.equal(load({ OCTROI_SECRET_FILE: file }).master.toString(), strong)
  assert.throws(() => load({ OCTROI_SECRET_FILE: file, OCTROI_SECRET: strong }), /not both/)
  assert.throws(() => load({ OCTROI_SECRET_FILE: join(folder, 'absent') }), /OCTROI_SECRET_FILE/)
  rmSync(folder, { recursive: true })
})

test('only control is given the database and the secret', () => {
  process.env.OCTROI_SECRET = strong
  process.env.DATABASE_URL = 'postgres://user:pass@h/db'
  try {
    assert.equal(environmentOf('control', null).DATABASE_URL, 'postgres://user:pass@h/db')
    for (const role of ['gateway', 'issuer', 'sandbox']) {
      const values = Object.values(environmentOf(role, null))
      assert.ok(!values.includes(strong) && !values.includes('postgres://user:pass@h/db'), role)
    }
  } finally {
    delete process.env.OCTROI_SECRET
    delete process.env.DATABASE_URL
  }
})

test('a mistyped variable is noticed', () => {
  assert.deepEqual(unknownNames({ OCTROI_PROT: '1', OCTROI_PORT: '1', OTHER: '1', OCTROI_SECRET_FILE: '/x' }), [
    'OCTROI_PROT',
  ])
})
