import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { splitTarget } from '#gateway/acceptance/split-target.ts'

const piece = fc.constantFrom(
  ...[
    '/',
    '.',
    '..',
    '%2e',
    '%2f',
    '%5c',
    '%25',
    '%41',
    '%C3%A9',
    ';',
    '\\',
    '#',
    '?',
    'a',
    'v3',
    '%00',
    ' ',
    'é',
    '//',
  ],
)

describe('a request target', () => {
  it('that is accepted means the same to every reader', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const target = `/${pieces.join('')}`
        const split = splitTarget(target)
        if (typeof split === 'string') return
        assert.equal(split.path, target.split('?', 1)[0])
        // Parsed, decoded once, decoded twice, cut at semicolons: always the same segments.
        const url = new URL(target, 'http://gateway.example')
        assert.equal(url.host, 'gateway.example')
        assert.equal(url.pathname, split.path)
        const decoded = decodeURIComponent(split.path)
        assert.equal(decodeURIComponent(decoded), decoded)
        assert.equal(decoded.split('/').length, split.path.split('/').length)
        assert.doesNotMatch(decoded, /[;\\#?]|(^|\/)\.{1,2}(\/|$)|\/\//)
      }),
      { numRuns: 4000 },
    )
  })

  it('keeps its query apart, question marks and all', () => {
    assert.deepEqual(splitTarget('/v3/a?b=c?d'), { path: '/v3/a', query: 'b=c?d' })
    assert.deepEqual(splitTarget('/'), { path: '/', query: '' })
  })
})
