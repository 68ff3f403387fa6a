import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Actor, ActorMembership } from '#core/accounts/actor.ts'
import { Forbidden, NotFound, Unauthenticated } from '#core/errors.ts'
import { actingOrganization, authorize, isAuthorized } from '#core/permissions/authorize.ts'
import { type PermissionName, permissions } from '#core/permissions/permissions.ts'

function actor(...memberships: Partial<ActorMembership>[]): Actor {
  return {
    account_id: 'me',
    kind: 'person',
    name: 'Ana',
    locale: 'fr',
    memberships: memberships.map((one) => ({
      organization_id: 'ours',
      organization_kind: 'consumer',
      roles: ['developer'],
      organization_state: 'active',
      ...one,
    })),
  }
}

const ours = { organization: 'ours' }
const operator = { organization_id: 'op', organization_kind: 'operator' } as const

describe('authorization', () => {
  it('lets a member with the role through', () => {
    authorize(actor({}), 'applications.write', ours)
  })

  it('tells a member without the role which roles would do', () => {
    assert.throws(
      () => authorize(actor({ roles: ['auditor'] }), 'applications.write', ours),
      (error) => error instanceof Forbidden && String(error.extensions.required_roles) === 'owner,developer',
    )
  })

  it('tells a stranger that there is nothing', () => {
    const stranger = actor({ organization_id: 'theirs', roles: ['owner'] })
    assert.throws(() => authorize(stranger, 'applications.write', ours), NotFound)
    assert.throws(() => authorize(actor(), 'organization.read', ours), NotFound)
  })

  it('asks nobody in particular to sign in, except for what is public', () => {
    assert.throws(() => authorize(null, 'organization.read', ours), Unauthenticated)
    authorize(null, 'public')
  })

  it('leaves a suspended organization’s members what only reads', () => {
    const suspended = actor({ roles: ['owner'], organization_state: 'suspended' })
    authorize(suspended, 'applications.read', ours)
    assert.throws(
      () => authorize(suspended, 'applications.write', ours),
      (error) => error instanceof Forbidden && error.problem === 'suspended',
    )
    assert.equal(isAuthorized(suspended, 'applications.write', ours), false)
  })

  it('does not lend a role held in one organization to another', () => {
    const both = actor({ roles: ['auditor'] }, { organization_id: 'theirs', roles: ['owner'] })
    assert.throws(() => authorize(both, 'members.write', ours), Forbidden)
    assert.throws(() => authorize(actor({ ...operator, roles: ['reviewer'] }), 'organization.verify', ours), Forbidden)
  })

  it('takes an absent part for nobody’s', () => {
    const member = actor({ organization_id: 'ours', roles: ['owner'] })
    for (const absent of [{}, { beneficiary: null }, { editor: null, providers: [] }]) {
      assert.throws(() => authorize(member, 'delegation.write', absent), NotFound)
    }
  })

  it('acts under one’s own organization before the operator’s', () => {
    const both = actor({ ...operator, roles: ['administrator'] }, { roles: ['owner'] })
    assert.equal(actingOrganization(both, 'application.suspend', ours), 'ours')
    assert.equal(actingOrganization(both, 'application.suspend', { organization: 'theirs' }), 'op')
    assert.equal(actingOrganization(actor({}), 'application.suspend', ours), null)
  })

  it('gives the operator’s power of change to its administrators and reviewers alone', () => {
    for (const [name, { effect, allowed }] of Object.entries(permissions)) {
      const rule = (allowed as { operator?: unknown }).operator
      if (effect === 'writes' && rule !== undefined)
        assert.ok(Array.isArray(rule) && rule.every((role) => role === 'administrator' || role === 'reviewer'), name)
    }
  })

  it('never opens a change to everybody, except about oneself', () => {
    const open = (Object.keys(permissions) as PermissionName[]).filter(
      (name) => permissions[name].effect === 'writes' && isAuthorized(actor(), name, {}),
    )
    assert.deepEqual(open, ['self'])
  })
})
