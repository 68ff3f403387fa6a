import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemoryReplayGuard } from '#adapters/memory/memory-replay-guard.ts'
import { Unavailable } from '#core/errors.ts'
import { createFakeClock } from '#support/fake-clock.ts'
import { testReplayGuard } from './replay-guard.contract.ts'

testReplayGuard('memory', async () => {
  const clock = createFakeClock()
  return {
    guard: createMemoryReplayGuard({ clock }),
    pass: async (ms) => clock.advance(ms),
    [Symbol.asyncDispose]: async () => undefined,
  }
})

test('memory: a full guard refuses to decide, and has room again when claims expire', async () => {
  const clock = createFakeClock()
  const guard = createMemoryReplayGuard({ clock, maxEntries: 2 })
  await guard.claim('a', 1_000)
  await guard.claim('b', 1_000)
  await assert.rejects(guard.claim('c', 1_000), Unavailable)
  clock.advance(25_000)
  assert.equal(await guard.claim('c', 1_000), true)
})

test('memory: an identifier claimed again after its deadline is not forgotten with its old deadline', async () => {
  const clock = createFakeClock()
  const guard = createMemoryReplayGuard({ clock })
  await guard.claim('a', 1)
  clock.advance(2)
  assert.equal(await guard.claim('a', 60_000), true)
  clock.advance(30_000)
  await guard.claim('b', 1)
  assert.equal(await guard.claim('a', 1), false)
})
