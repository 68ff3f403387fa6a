import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalJson } from '#kit/canonical-json.ts'

test('the order of members does not matter, that of items does', () => {
  assert.equal(canonicalJson({ b: [2, 1], a: null }), canonicalJson({ a: null, b: [2, 1] }))
  assert.notEqual(canonicalJson([1, 2]), canonicalJson([2, 1]))
})

test('canonical JSON says the same as the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)))
    }),
  )
})
