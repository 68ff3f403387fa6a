import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'

/** What the suite needs from one machine. `pass` lets at least `ms` go by on the guard's own clock. */
export interface ReplayGuardSubject extends AsyncDisposable {
  readonly guard: ReplayGuard
  pass(ms: number): Promise<void>
}

/** Obligations of the port ReplayGuard, for every machine that implements it. */
export function testReplayGuard(machine: string, open: () => Promise<ReplayGuardSubject>): void {
  test(`${machine}: an identifier is claimed once`, async () => {
    await using subject = await open()
    const id = randomUUID()
    assert.equal(await subject.guard.claim(id, 60_000), true)
    assert.equal(await subject.guard.claim(id, 60_000), false)
    assert.equal(await subject.guard.claim(randomUUID(), 60_000), true)
  })

  test(`${machine}: of a hundred claims at once exactly one is first`, async () => {
    await using subject = await open()
    const id = randomUUID()
    const claims = await Promise.all(Array.from({ length: 100 }, () => subject.guard.claim(id, 60_000)))
    assert.equal(claims.filter(Boolean).length, 1)
  })

  test(`${machine}: a replay does not extend the first claim’s deadline`, async () => {
    await using subject = await open()
    const id = randomUUID()
    await subject.guard.claim(id, 300)
    await subject.pass(150)
    assert.equal(await subject.guard.claim(id, 60_000), false)
    await subject.pass(250)
    assert.equal(await subject.guard.claim(id, 60_000), true)
    assert.equal(await subject.guard.claim(id, 60_000), false)
  })

  test(`${machine}: it says since when it remembers`, async () => {
    await using subject = await open()
    assert.ok(subject.guard.emptySince > 0)
    const before = subject.guard.emptySince
    await subject.guard.claim(randomUUID(), 1_000)
    assert.equal(subject.guard.emptySince, before)
  })
}
