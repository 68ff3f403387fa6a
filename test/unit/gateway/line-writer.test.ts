import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { chainLine, noHead } from '#core/audit/chain-line.ts'
import { LineGroup } from '#gateway/record/line-group.ts'
import { createLineWriter } from '#gateway/record/line-writer.ts'
import { exchangeDraft } from '#support/exchange-draft.ts'

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('famille', '"', '\\', '\u2028', 'é'))
const texts = fc.array(text, { maxLength: 3 })
const changes = fc.record(
  {
    request_id: text,
    api: fc.option(text),
    operation: fc.option(text),
    legal_context: fc.option(text),
    method: text,
    reason: fc.option(text),
    lease_id: fc.option(text),
    scopes_asked: texts,
    scopes_effective: texts,
    fields: texts,
    status: fc.oneof(fc.integer(), fc.double()),
    duration_ms: fc.double(),
    upstream_ms: fc.option(fc.double()),
    is_test_person: fc.boolean(),
    trace_id: text,
    signals: fc.constant(['protected_person'] as const),
    part: fc.constantFrom('opened' as const, 'closed' as const),
  },
  { requiredKeys: [] },
)

describe('the lines of a chain', () => {
  it('are those of the plain writer, whatever is remembered', () => {
    const lineOf = createLineWriter()
    fc.assert(
      fc.property(changes, text, (change, gateway) => {
        const place = { gateway, chain: 'chain', seq: 7, previous: noHead }
        const draft = exchangeDraft(change as Parameters<typeof exchangeDraft>[0])
        assert.equal(lineOf(place, draft), chainLine(place, draft))
        assert.equal(lineOf(place, draft), chainLine(place, draft), 'the second time too')
      }),
      { numRuns: 1000 },
    )
  })

  it('are gathered byte for byte, a newline after each', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), (lines) => {
        const group = new LineGroup(16)
        group.add('of the group before')
        group.clear()
        for (const line of lines) group.add(line)
        assert.deepEqual(group.bytes, Buffer.from(lines.map((line) => `${line}\n`).join('')))
      }),
    )
  })
})
