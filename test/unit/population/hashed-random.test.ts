import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createHashedRandom, hashToUnit } from '#sandbox-data/generator/hashed-random.ts'

test('a value depends on seed, entity and field alone, in whatever order values are asked', () => {
  const one = createHashedRandom('seed')
  const other = createHashedRandom('seed')
  const first = one.unit('h1', 'age')
  other.unit('h1', 'a new field')
  other.unit('h0', 'age')
  assert.equal(other.unit('h1', 'age'), first)
  assert.notEqual(createHashedRandom('another seed').unit('h1', 'age'), first)
})

test('units are in [0, 1), and integers in their range', () => {
  const random = createHashedRandom('range')
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.integer({ min: 0, max: 50 }), (entity, field, width) => {
      const unit = random.unit(entity, field)
      const integer = random.integer(entity, field, 10, 10 + width)
      return unit >= 0 && unit < 1 && integer >= 10 && integer <= 10 + width
    }),
  )
})

test('consecutive entities are spread evenly', () => {
  const buckets = new Array(20).fill(0)
  for (let index = 0; index < 20_000; index++) buckets[Math.floor(hashToUnit(`seed|h${index}|field`) * 20)]++
  for (const count of buckets) assert.ok(count > 850 && count < 1150, String(buckets))
})

test('two fields of one entity are not correlated', () => {
  const random = createHashedRandom('seed')
  let both = 0
  for (let index = 0; index < 10_000; index++) {
    if (random.chance(`h${index}`, 'a', 0.5) && random.chance(`h${index}`, 'b', 0.5)) both++
  }
  assert.ok(both > 2300 && both < 2700, String(both))
})

test('normal deviates have mean 0 and variance 1', () => {
  const random = createHashedRandom('normal')
  const values = Array.from({ length: 20_000 }, (_, index) => random.normal(`p${index}`, 'wage'))
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  assert.ok(Math.abs(mean) < 0.03 && Math.abs(variance - 1) < 0.05, `${mean} ${variance}`)
})
