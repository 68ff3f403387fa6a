import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemoryReplayGuard } from '#adapters/memory/memory-replay-guard.ts'
import { Unavailable } from '#core/errors.ts'
import { createFakeClock } from '#support/fake-clock.ts'
import { openReplayGuard } from '../../../server/platform/open-replay-guard.ts'

const clock = createFakeClock()
const contextOf = (isSupervised: boolean, gateways = 1) => ({ isSupervised, config: { gateways }, clock }) as never
const noControl = {} as never

test('a gateway alone remembers by itself, one among others asks control', async () => {
  assert.equal(openReplayGuard(contextOf(true), null, noControl).scope, 'process')
  const claims: string[] = []
  const control = {
    async claim(id: string) {
      claims.push(id)
      return claims.length === 1
    },
  } as never
  for (const context of [contextOf(false), contextOf(true, 2)]) {
    assert.equal(openReplayGuard(context, null, control).scope, 'cluster')
  }
  const guard = openReplayGuard(contextOf(false), null, control)
  assert.deepEqual([await guard.claim('a', 1000), await guard.claim('a', 1000)], [true, false])
})

test('where Redis is, a start does not wait for it, and claims are refused until it answers', async () => {
  let tries = 0
  let isThere = false
  const shared = {
    async replayGuard() {
      tries += 1
      if (!isThere) throw new Error('away')
      return createMemoryReplayGuard({ clock })
    },
  } as never
  const guard = openReplayGuard(contextOf(true), shared, noControl)
  await assert.rejects(guard.claim('a', 1000), Unavailable)
  assert.equal(guard.emptySince, Number.POSITIVE_INFINITY)
  isThere = true
  const claims = await Promise.all([guard.claim('a', 1000), guard.claim('a', 1000), guard.claim('b', 1000)])
  assert.deepEqual(claims.filter(Boolean).length, 2)
  assert.equal(guard.emptySince, clock.now())
  assert.equal(tries, 2)
})
