import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { it } from 'node:test'
import fc from 'fast-check'
import { createKeyedHash } from '#kit/keyed-hash.ts'

it('is HMAC-SHA-256 cut to 128 bits, for every key and text', () => {
  const key = fc.uint8Array({ minLength: 1, maxLength: 100 })
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.nat(3_000).map((count) => 'é€'.repeat(count)),
  )
  fc.assert(
    fc.property(key, fc.array(text, { minLength: 1, maxLength: 4 }), (bytes, texts) => {
      const hash = createKeyedHash(bytes)
      for (const one of texts) {
        const whole = createHmac('sha256', bytes).update(one).digest()
        assert.equal(hash(one), whole.subarray(0, 16).toString('base64url'))
      }
    }),
  )
})
