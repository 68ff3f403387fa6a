import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccessRequestState } from '#core/access-requests/access-request.ts'
import { checkStep, type Step, stateAfter } from '#core/access-requests/transitions.ts'
import { Conflict } from '#core/errors.ts'

// biome-ignore format: one line a state
const states: readonly AccessRequestState[] = ['draft', 'submitted', 'changes_requested', 'approved', 'refused', 'suspended', 'revoked', 'expired', 'archived']
// biome-ignore format: one line
const steps: readonly Step[] = ['edit', 'submit', 'request_changes', 'approve', 'refuse', 'archive', 'reopen', 'cancel_reopening', 'suspend', 'resume', 'revoke', 'expire']

/** All steps that exist, as the workflow is described to its users: nothing else is possible. */
const described: Readonly<Record<string, string>> = {
  'draft edit': 'draft',
  'draft submit': 'submitted',
  'draft archive': 'archived',
  'submitted request_changes': 'changes_requested',
  'submitted approve': 'approved',
  'submitted refuse': 'refused',
  'changes_requested edit': 'changes_requested',
  'changes_requested submit': 'submitted',
  'approved reopen': 'draft',
  'approved suspend': 'suspended',
  'approved revoke': 'revoked',
  'approved expire': 'expired',
  'suspended resume': 'approved',
  'suspended revoke': 'revoked',
  'suspended expire': 'expired',
  'refused archive': 'archived',
}

test('a request that is not reopened takes exactly the steps described', () => {
  for (const state of states) {
    for (const step of steps) {
      assert.equal(
        stateAfter({ state, reopened: null }, step),
        described[`${state} ${step}`] ?? null,
        `${state} ${step}`,
      )
    }
  }
})

test('a reopening that ends without approval returns to what its authorization is', () => {
  for (const [reopened, state] of [
    ['active', 'approved'],
    ['suspended', 'suspended'],
    ['expired', 'expired'],
  ] as const) {
    assert.equal(stateAfter({ state: 'submitted', reopened }, 'refuse'), state)
    assert.equal(stateAfter({ state: 'draft', reopened }, 'cancel_reopening'), state)
    assert.equal(stateAfter({ state: 'changes_requested', reopened }, 'cancel_reopening'), state)
  }
})

test('a reopened draft is not archived, and a revocation ends the reopening', () => {
  assert.equal(stateAfter({ state: 'draft', reopened: 'active' }, 'archive'), null)
  for (const state of ['draft', 'submitted', 'changes_requested'] as const) {
    assert.equal(stateAfter({ state, reopened: 'active' }, 'revoke'), 'revoked')
  }
})

test('a step that does not exist is a conflict that names state and step', () => {
  assert.throws(
    () => checkStep({ state: 'archived', reopened: null }, 'submit'),
    (error: unknown) =>
      error instanceof Conflict && error.problem === 'wrong-state' && error.extensions.step === 'submit',
  )
})
