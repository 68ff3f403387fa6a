import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { RateCounter } from '#core/ports/rate-counter.ts'

export interface RateCounterSubject extends AsyncDisposable {
  readonly counter: RateCounter
  /** Waits, or moves the clock, to the beginning of the next window of `windowSeconds`. */
  nextWindow(windowSeconds: number): Promise<void>
}

/** What every rate counter owes its callers. */
export function testRateCounter(name: string, open: () => Promise<RateCounterSubject>): void {
  const minute = 3600

  test(`${name}: grants exactly the limit under concurrency`, async () => {
    await using subject = await open()
    const key = randomUUID()
    const verdicts = await Promise.all(Array.from({ length: 60 }, () => subject.counter.take(key, 25, minute, 1)))
    assert.equal(
      verdicts.reduce((sum, verdict) => sum + verdict.granted, 0),
      25,
    )
    assert.ok(
      verdicts.every((verdict) => verdict.remaining >= 0 && verdict.resetMs > 0 && verdict.resetMs <= minute * 1000),
    )
  })

  test(`${name}: grants a cost whole or not at all, and a refused call takes nothing`, async () => {
    await using subject = await open()
    const key = randomUUID()
    assert.equal((await subject.counter.take(key, 10, minute, 7)).granted, 7)
    const refused = await subject.counter.take(key, 10, minute, 4)
    assert.deepEqual([refused.granted, refused.remaining], [0, 3])
    assert.deepEqual((await subject.counter.take(key, 10, minute, 3)).remaining, 0)
    assert.equal((await subject.counter.take(key, 10, minute, 1)).granted, 0)
  })

  test(`${name}: keeps keys apart, and grants nothing of a limit of 0`, async () => {
    await using subject = await open()
    const [a, b] = [randomUUID(), randomUUID()]
    assert.equal((await subject.counter.take(a, 1, minute, 1)).granted, 1)
    assert.equal((await subject.counter.take(b, 1, minute, 1)).granted, 1)
    assert.equal((await subject.counter.take(a, 1, minute, 1)).granted, 0)
    assert.equal((await subject.counter.take(randomUUID(), 0, minute, 1)).granted, 0)
  })

  test(`${name}: gives a new allowance when the window ends`, async () => {
    await using subject = await open()
    const key = randomUUID()
    await subject.nextWindow(1)
    assert.equal((await subject.counter.take(key, 2, 1, 2)).granted, 2)
    assert.equal((await subject.counter.take(key, 2, 1, 1)).granted, 0)
    await subject.nextWindow(1)
    assert.equal((await subject.counter.take(key, 2, 1, 2)).granted, 2)
  })
}
