import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProviderDecision, Vote } from '#core/access-requests/access-request.ts'
import { applyVote } from '#core/access-requests/apply-vote.ts'
import { resolveDecisions } from '#core/access-requests/resolve-decisions.ts'
import { Unprocessable } from '#core/errors.ts'

const pending: ProviderDecision = {
  id: 'decision',
  access_request_id: 'request',
  organization_id: 'cnaf',
  power: 'provider',
  state: 'pending',
  scopes: {},
  conditions: null,
  motive: null,
  remedy: null,
  decided_by: null,
  decided_at: null,
  required_votes: 2,
  due_at: '2026-03-16T23:00:00.000Z',
  deputy_account_id: null,
  escalated_at: null,
  version: 1,
}

function approval(who: string, scopes: readonly string[], conditions: string | null = null): Vote {
  return {
    id: `vote of ${who}`,
    decision_id: 'decision',
    account_id: who,
    verdict: 'approve',
    scopes: { 'quotient-familial@v3': scopes },
    conditions,
    motive: null,
    remedy: null,
    content_hash: 'hash',
    voided_at: null,
    created_at: '2026-03-02T09:00:00.000Z',
  }
}

test('two approvals open what both open, under the conditions of both', () => {
  const first = approval('carl', ['a', 'b'], 'Sans adresse')
  const second = approval('cora', ['b', 'c'], 'Un an')
  assert.equal(applyVote(pending, [first], first), pending)
  const decided = applyVote(pending, [first, second], second)
  assert.deepEqual(decided.scopes, { 'quotient-familial@v3': ['b'] })
  assert.equal(decided.conditions, 'Sans adresse\n\nUn an')
})

test('two approvals without a scope in common decide nothing', () => {
  const [first, second] = [approval('carl', ['a']), approval('cora', ['c'])]
  assert.throws(() => applyVote(pending, [first, second], second), Unprocessable)
})

test('the same person twice, a void vote and a vote on other content are not a second pair of eyes', () => {
  const first = approval('carl', ['a'])
  const others = [
    { ...approval('carl', ['a']), id: 'again' },
    { ...approval('cora', ['a']), voided_at: '2026-03-02T10:00:00.000Z' },
    { ...approval('cora', ['a']), content_hash: 'other' },
  ]
  for (const other of others) assert.equal(applyVote(pending, [other, first], first).state, 'pending')
})

test('decisions resolve once nothing that is pending can change the outcome', () => {
  const decision = (power: 'provider' | 'operator', state: ProviderDecision['state']) => ({ ...pending, power, state })
  // biome-ignore format: aligned table
  const cases: readonly (readonly [ReturnType<typeof resolveDecisions>, readonly ProviderDecision[]])[] = [
    [null,              [decision('provider', 'approved'), decision('operator', 'pending')]],
    [null,              [decision('provider', 'refused'), decision('provider', 'pending'), decision('operator', 'approved')]],
    ['approve',         [decision('provider', 'refused'), decision('provider', 'approved'), decision('operator', 'approved')]],
    ['refuse',          [decision('provider', 'refused'), decision('operator', 'pending')]],
    ['refuse',          [decision('provider', 'approved'), decision('operator', 'refused')]],
    ['request_changes', [decision('provider', 'changes_requested'), decision('operator', 'refused')]],
    ['refuse',          [decision('operator', 'approved')]],
  ]
  for (const [outcome, decisions] of cases) assert.equal(resolveDecisions(decisions), outcome)
})
