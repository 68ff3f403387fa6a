import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyMessage, entryKey, type HeldSnapshot } from '#core/snapshot/apply-message.ts'
import { buildView } from '#core/snapshot/build-view.ts'
import { deriveControlKey, readControlPublicKey } from '#core/snapshot/control-key.ts'
import { emptyDigest, toggleEntry } from '#core/snapshot/digest.ts'
import { type SignedHeader, signHeader } from '#core/snapshot/sign-header.ts'
import type { WatchMessage, WireEntry } from '#core/snapshot/snapshot.ts'
import type { SnapshotView } from '#core/snapshot/snapshot-view.ts'

const key = deriveControlKey(Buffer.alloc(32, 1))
const expected = { environment: 'production', controlKey: readControlPublicKey(key.publicKey) } as const
const epoch = '0199a000-0000-7000-8000-000000000001'

/** A reference for control: every entry at its last revision, tombstones included. */
class Head {
  revision = 0
  readonly digest = emptyDigest()
  readonly entries = new Map<string, WireEntry>()

  publish(id: string, value: number | null): void {
    this.revision += 1
    const text = value === null ? null : JSON.stringify({ application_id: id, value })
    const entry: WireEntry = { kind: 'application', id, revision: this.revision, text }
    const before = this.entries.get(entryKey('application', id))
    if (before) toggleEntry(this.digest, before)
    toggleEntry(this.digest, entry)
    this.entries.set(entryKey('application', id), entry)
  }

  message(from: number | 'full' | 'heartbeat'): WatchMessage {
    const header: SignedHeader = {
      environment: 'production',
      epoch,
      to: this.revision,
      digest: this.digest.toString('hex'),
      at: '2026-01-01T00:00:00.000Z',
    }
    const common = { format_version: 1, ...header, signature: signHeader(key.privateKey, header) } as const
    if (from === 'heartbeat') return { type: 'heartbeat', ...common }
    const all = [...this.entries.values()]
    if (from === 'full') return { type: 'full', ...common, entries: all.filter((entry) => entry.text !== null) }
    return { type: 'delta', from, ...common, entries: all.filter((entry) => entry.revision > from) }
  }

  live(): Record<string, unknown> {
    const live = [...this.entries.values()].filter((entry) => entry.text !== null)
    return Object.fromEntries(live.map((entry) => [entry.id, JSON.parse(entry.text ?? '')]))
  }
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('publish'),
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      value: fc.option(fc.nat(3)),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('send') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('lose') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('heartbeat') }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('replay'), back: fc.nat(5) }) },
)

test('over any publishes, losses and replays a follower holds what was once the head, never goes back, and catches up', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const head = new Head()
      const sent: WatchMessage[] = []
      const states = new Map<number, Record<string, unknown>>([[0, {}]])
      let held: HeldSnapshot | null = null
      let view: SnapshotView | null = null
      let position: number | 'full' = 'full'

      function deliver(message: WatchMessage): void {
        const before: number = held?.revision ?? 0
        const result = applyMessage(held, message, expected)
        if (result.outcome === 'applied') {
          view = buildView(result.held, view, result.changed)
          held = result.held
        }
        if (result.outcome === 'refetch') position = 'full'
        assert.ok((held?.revision ?? 0) >= before)
        if (held) assert.deepEqual(Object.fromEntries(view!.states.application), states.get(held.revision))
      }

      for (const each of steps) {
        if (each.type === 'publish') {
          const { id, value } = each as { id: string; value: number | null }
          head.publish(id, value)
          states.set(head.revision, head.live())
        } else if (each.type === 'replay') {
          const old = sent.at(-1 - (each as { back: number }).back)
          if (old) deliver(old)
        } else {
          const message = each.type === 'heartbeat' ? head.message('heartbeat') : head.message(position)
          if (each.type !== 'heartbeat') position = head.revision
          sent.push(message)
          if (each.type !== 'lose') deliver(message)
        }
      }
      deliver(head.message('full'))
      assert.equal(held!.revision, head.revision)
      assert.deepEqual(Object.fromEntries(view!.states.application), head.live())
      assert.equal(applyMessage(held, head.message('heartbeat'), expected).outcome, 'fresh')
    }),
    { numRuns: 300 },
  )
})

test('nothing counts that control did not sign, or signed for something else', () => {
  const head = new Head()
  head.publish('a', 1)
  const full = head.message('full') as Extract<WatchMessage, { type: 'full' }>
  const stranger = deriveControlKey(Buffer.alloc(32, 2))
  const forged: [string, WatchMessage][] = [
    ['signature', { ...full, signature: signHeader(stranger.privateKey, full) }],
    ['signature', { ...full, signature: '' }],
    ['signature', { ...full, to: 9 }],
    ['signature', { ...full, at: '2027-01-01T00:00:00.000Z' }],
    ['signature', { ...full, epoch: '0199a000-0000-7000-8000-000000000002' }],
    ['digest', { ...full, entries: [] }],
    ['digest', { ...full, entries: [{ ...full.entries[0]!, text: '{"state":"active"}' }] }],
    ['environment', { ...full, environment: 'sandbox' }],
    ['version', { ...full, format_version: 2 as never }],
  ]
  for (const [reason, message] of forged) {
    assert.deepEqual(applyMessage(null, message, expected), { outcome: 'refused', reason })
  }
})

test('a lower revision of the same epoch is refused, even as a full snapshot', () => {
  const head = new Head()
  head.publish('a', 1)
  const old = head.message('full')
  head.publish('a', null)
  const result = applyMessage(null, head.message('full'), expected)
  assert.ok(result.outcome === 'applied')
  assert.deepEqual(applyMessage(result.held, old, expected), { outcome: 'refused', reason: 'older' })
})
