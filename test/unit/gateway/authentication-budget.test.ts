import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Attempt, createAuthenticationBudget } from '#gateway/limits/authentication-budget.ts'
import { createFakeClock } from '#support/fake-clock.ts'

function open() {
  const clock = createFakeClock()
  const budget = createAuthenticationBudget(
    { address: { burst: 4, perSecond: 1 }, client: { burst: 2, perSecond: 1 } },
    clock,
  )
  const isOpen = (network: string, client: string | null) => typeof budget.begin(network, client) !== 'number'
  return { clock, budget, isOpen }
}

describe('the budget of failed authentications', () => {
  it('ends for an address over many clients, and for a client over many addresses', () => {
    const { isOpen } = open()
    assert.deepEqual(
      ['a', 'b', 'c', 'd', 'e'].map((client) => isOpen('address', client)),
      [true, true, true, true, false],
    )
    assert.deepEqual(
      ['1', '2', '3'].map((address) => isOpen(address, 'client')),
      [true, true, false],
    )
  })

  it('says how long to wait, and comes back with time', () => {
    const { budget, clock, isOpen } = open()
    isOpen('x', 'client')
    isOpen('x', 'client')
    assert.equal(budget.begin('x', 'client'), 1)
    clock.advance(1000)
    assert.ok(isOpen('x', 'client'))
  })

  it('costs nothing to who succeeds, nor to who fails for another reason', () => {
    const { budget } = open()
    for (let index = 0; index < 10; index += 1) (budget.begin('x', null) as Attempt).forgiven()
    for (let index = 0; index < 10; index += 1) (budget.begin('x', 'client') as Attempt).succeeded()
  })

  it('does not shut out a client that has just succeeded from its address, for an hour', () => {
    const { budget, clock, isOpen } = open()
    const success = budget.begin('office', 'client') as Attempt
    success.succeeded()
    for (let index = 0; index < 9; index += 1) isOpen('office', `guess-${index}`)
    for (let index = 0; index < 9; index += 1) isOpen('elsewhere', 'client')
    assert.equal(isOpen('office', 'other'), false)
    assert.equal(isOpen('third', 'client'), false)
    assert.ok(isOpen('office', 'client'))
    clock.advance(3600 * 1000)
    for (let index = 0; index < 9; index += 1) isOpen('elsewhere', 'client')
    assert.equal(isOpen('office', 'client'), false)
  })
})
