import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { hintOf, isSecret, makeSecret } from '#core/credentials/secret-format.ts'

const random = { bytes: (size: number) => randomBytes(size), uuid: () => '' }

test('a secret has its purpose, 256 random bits and a checksum', () => {
  const made = new Set(Array.from({ length: 500 }, () => makeSecret('prd', random)))
  assert.equal(made.size, 500)
  for (const secret of made) {
    assert.match(secret, /^oct_prd_[0-9A-Za-z]{49}$/)
    assert.ok(isSecret(secret))
  }
})

test('all bytes zero and all bytes one have the same length', () => {
  for (const value of [0, 255]) {
    const secret = makeSecret('sbx', { ...random, bytes: (size) => Buffer.alloc(size, value) })
    assert.equal(secret.length, 57)
    assert.ok(isSecret(secret))
  }
})

test('one wrong character is no secret of ours', () => {
  const secret = makeSecret('mgt', random)
  for (let at = 0; at < secret.length; at += 1) {
    const other = secret[at] === 'x' ? 'y' : 'x'
    assert.equal(isSecret(`${secret.slice(0, at)}${other}${secret.slice(at + 1)}`), false, String(at))
  }
  assert.equal(hintOf(secret).length, 12)
})
