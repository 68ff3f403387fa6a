import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AddressRefused, createCheckedLookup, isLiteralRefused } from '#gateway/upstream/checked-lookup.ts'
import { createAddressRules } from '#kit/address-rules.ts'

const rules = createAddressRules([])

function look(addresses: readonly string[], all: boolean): Promise<unknown> {
  const lookup = createCheckedLookup(rules, 443, (_name, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    ),
  )
  return new Promise((resolve) => lookup('upstream.example', { all }, (error, found) => resolve(error ?? found)))
}

describe('the lookup of an upstream', () => {
  it('refuses a name as soon as one of its addresses is special-use', async () => {
    for (const all of [true, false]) {
      assert.ok((await look(['8.8.8.8', '127.0.0.1'], all)) instanceof AddressRefused)
      assert.ok((await look([], all)) instanceof AddressRefused)
    }
    assert.equal(await look(['8.8.8.8'], false), '8.8.8.8')
    assert.deepEqual(await look(['8.8.8.8'], true), [{ address: '8.8.8.8', family: 4 }])
  })

  it('judges each connection anew, so that rebinding gains nothing', async () => {
    let answer = '8.8.8.8'
    const lookup = createCheckedLookup(rules, 443, (_name, _options, done) =>
      done(null, [{ address: answer, family: 4 }]),
    )
    const once = () => new Promise((resolve) => lookup('x.example', {}, (error, found) => resolve(error ?? found)))
    assert.equal(await once(), '8.8.8.8')
    answer = '169.254.169.254'
    assert.ok((await once()) instanceof AddressRefused)
  })

  it('refuses literals, which no lookup sees', () => {
    for (const url of [
      'http://127.0.0.1',
      'http://[::1]:80',
      'http://2130706433',
      'http://0x7f.1',
      'http://[::ffff:127.0.0.1]',
    ]) {
      assert.ok(isLiteralRefused(new URL(url).hostname, 80, rules), url)
    }
    assert.equal(isLiteralRefused('8.8.8.8', 80, rules), false)
  })
})
