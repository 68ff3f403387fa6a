import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createAddressList } from '#kit/address-list.ts'
import { createAddressRules } from '#kit/address-rules.ts'

const special = [
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.9.9.9', '169.254.169.254', '172.16.0.1', '172.31.255.255'],
  ...[
    '192.0.0.1',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '255.255.255.255',
  ],
  ...[
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:169.254.169.254',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fe80::1%eth0',
  ],
  ...[
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    '100::1',
    '::127.0.0.1',
    '3fff::1',
  ],
  ...['', 'localhost', '127.1', '2130706433', '0x7f000001', '017700000001'],
]

describe('address rules', () => {
  it('refuse every special-use address in any writing', () => {
    const rules = createAddressRules([])
    for (const address of special) assert.equal(rules.isAllowed('upstream.example', 443, address), false, address)
    for (const address of ['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])
      assert.ok(rules.isAllowed('upstream.example', 443, address))
  })

  it('open what the operator lists: a block, a host, a host and port', () => {
    const rules = createAddressRules(['10.0.0.0/8', 'engine.internal', 'localhost:4010', 'fd00::/8'])
    assert.ok(rules.isAllowed('x.example', 80, '10.1.2.3'))
    assert.ok(rules.isAllowed('Engine.internal', 80, '127.0.0.1'))
    assert.ok(rules.isAllowed('localhost', 4010, '127.0.0.1'))
    assert.ok(rules.isAllowed('x.example', 80, 'fd12::1'))
    assert.equal(rules.isAllowed('localhost', 4011, '127.0.0.1'), false)
    assert.equal(rules.isAllowed('x.example', 80, '192.168.0.1'), false)
  })

  it('name the entry that is none of these', () => {
    assert.throws(() => createAddressRules(['10.0.0.0/33']), /10\.0\.0\.0\/33/)
    assert.throws(() => createAddressRules(['http://x']), /http:\/\/x/)
    assert.throws(() => createAddressList(['10.0.0.256']), /10\.0\.0\.256/)
  })

  it('let an empty list match nothing', () => {
    assert.equal(createAddressList([]).has('127.0.0.1'), false)
    assert.ok(createAddressList(['127.0.0.1']).has('::ffff:127.0.0.1'))
  })
})
