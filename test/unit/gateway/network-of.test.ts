import assert from 'node:assert/strict'
import { it } from 'node:test'
import { networkOf } from '#gateway/limits/network-of.ts'

it('a budget follows the holder of an address: all of IPv4, the /64 of IPv6', () => {
  assert.equal(networkOf('192.0.2.1'), '192.0.2.1')
  for (const address of ['2001:db8:1:2:3:4:5:6', '2001:0db8:0001:0002::9', '2001:db8:1:2::']) {
    assert.equal(networkOf(address), '2001:db8:1:2::/64')
  }
  assert.equal(networkOf('::1'), '0:0:0:0::/64')
  assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0::/64')
  assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'))
  assert.equal(networkOf(''), '')
})
