import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemoryRateCounter } from '#adapters/memory/memory-rate-counter.ts'
import { Unavailable } from '#core/errors.ts'
import { createFakeClock } from '#support/fake-clock.ts'
import { testRateCounter } from './rate-counter.contract.ts'

testRateCounter('memory', async () => {
  const clock = createFakeClock()
  return {
    counter: createMemoryRateCounter({ clock }),
    nextWindow: async (seconds) => clock.advance(seconds * 1000 - (clock.now() % (seconds * 1000))),
    async [Symbol.asyncDispose]() {},
  }
})

test('memory: a clock that steps back gives no second allowance', () => {
  const clock = createFakeClock()
  const counter = createMemoryRateCounter({ clock })
  counter.take('key', 1, 60, 1)
  clock.advance(-3_600_000)
  assert.deepEqual(counter.take('key', 1, 60, 1), { ...counter.take('key', 1, 60, 1), granted: 0 })
})

test('memory: full of running windows it refuses, and makes room when they end', () => {
  const clock = createFakeClock()
  const counter = createMemoryRateCounter({ clock, maxKeys: 2 })
  counter.take('a', 1, 60, 1)
  counter.take('b', 1, 60, 1)
  assert.throws(() => counter.take('c', 1, 60, 1), Unavailable)
  clock.advance(60_000)
  assert.deepEqual(counter.take('c', 1, 60, 1), { granted: 1, remaining: 0, resetMs: 60_000 - (clock.now() % 60_000) })
})
