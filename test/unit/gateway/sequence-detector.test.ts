import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createSequenceDetector } from '#gateway/detection/sequence-detector.ts'
import { drawsFrom, ordinaryDay, ordinaryNames } from '#support/ordinary-traffic.ts'

const nirOf = (nir: number) => `${nir}${String(97 - (nir % 97)).padStart(2, '0')}`

/** How many of the calls it took until a walk was noticed; null when it never was. */
function noticedAfter(identities: readonly Record<string, unknown>[], names: readonly string[]): number | null {
  const detector = createSequenceDetector(123_456_789_012)
  const at = identities.findIndex((identity) => detector.observe('app', 'op', identity, names))
  return at === -1 ? null : at + 1
}

const steps = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('walks through identities', () => {
  for (const [what, identities, names] of [
    ['one NIR after the other', steps(60).map((n) => ({ nir: nirOf(1850175056001 + n) })), ['nir']],
    ['file numbers counted down', steps(60).map((n) => ({ file: String(4_500_000 - n) })), ['file']],
    [
      'every birthday of one name',
      steps(60).map((n) => ({ name: 'MARTIN', year: 1980, month: 1 + Math.floor(n / 28), day: 1 + (n % 28) })),
      ['name', 'year', 'month', 'day'],
    ],
    [
      'numbers shuffled among ten workers',
      steps(120).map((n) => ({ file: String(4_500_000 + 10 * Math.floor(n / 10) + ((n * 7) % 10)) })),
      ['file'],
    ],
    [
      'a walk hidden among as many honest calls',
      steps(200).map((n) => ({ file: String(n % 2 === 0 ? 4_500_000 + n : 1_000_000 + ((n * 7919) % 3_000_000)) })),
      ['file'],
    ],
  ] as const) {
    it(`${what}: noticed`, () => {
      const after = noticedAfter(identities, names)
      assert.ok(after !== null && after <= 60, `noticed after ${after}`)
    })
  }

  it('an ordinary month is no walk, also from a list sorted by number', () => {
    const draw = drawsFrom(7)
    const detector = createSequenceDetector(987_654_321)
    let calls = 0
    for (let day = 0; day < 30; day += 1) {
      for (const { draft, identity } of ordinaryDay(day, draw)) {
        calls += 1
        const isWalk = detector.observe(draft.application_id as string, 'op', identity, ordinaryNames)
        assert.equal(isWalk, false, `day ${day}: ${JSON.stringify(identity)}`)
      }
    }
    assert.ok(calls > 7_000, `${calls} calls`)
  })

  it('the same person again is no step, and applications do not add up', () => {
    const detector = createSequenceDetector(1)
    for (const n of steps(100)) {
      assert.equal(detector.observe('app', 'op', { file: '4500000' }, ['file']), false)
      assert.equal(detector.observe(`app-${n}`, 'op', { file: String(4_500_000 + n) }, ['file']), false)
    }
  })
})
