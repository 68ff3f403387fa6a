import type { Role } from '../organizations/member.ts'
import type { Relation } from './relation.ts'

/** Roles that suffice under one relation; `any` means membership alone. */
export type RoleRule = 'any' | readonly Role[]

/** One permission of the management API, as `x-octroi-permission` names it. */
export interface Permission {
  /** Members of a suspended organization keep what only reads. */
  readonly effect: 'reads' | 'writes'
  readonly allowed: Readonly<Partial<Record<Relation, RoleRule>>>
  /** Who may know that the resource exists although the action is not theirs: they get 403, all others 404. */
  readonly seenBy: readonly Relation[]
}

const owner: RoleRule = ['owner']
const builders: RoleRule = ['owner', 'developer']
const administrators: RoleRule = ['administrator']
const reviewers: RoleRule = ['reviewer']
const deciders: RoleRule = ['owner', 'reviewer', 'administrator']
const providerPower: RoleRule = ['owner', 'administrator']
const overseers: RoleRule = ['administrator', 'auditor']

const ofOrganization: readonly Relation[] = ['organization', 'operator']
const ofRequest: readonly Relation[] = ['organization', 'beneficiary', 'provider', 'decider', 'operator']
const ofAuthorization: readonly Relation[] = ['organization', 'beneficiary', 'editor', 'provider', 'operator']

/** THE table of who may do what. Nothing else decides; rows are data, by the name the specification gives. */
// biome-ignore format: an aligned table
export const permissions = {
  'public':                 { effect: 'reads',  allowed: { public: 'any' }, seenBy: [] },
  'self':                   { effect: 'writes', allowed: { anyone: 'any' }, seenBy: [] },

  'organizations.list':     { effect: 'reads',  allowed: { anyone: 'any' }, seenBy: [] },
  'organization.read':      { effect: 'reads',  allowed: { organization: 'any', operator: 'any' }, seenBy: [] },
  'organization.update':    { effect: 'writes', allowed: { organization: owner, operator: administrators }, seenBy: ofOrganization },
  'organization.verify':    { effect: 'writes', allowed: { operator: administrators }, seenBy: ofOrganization },
  'organization.suspend':   { effect: 'writes', allowed: { operator: administrators }, seenBy: ofOrganization },
  'members.read':           { effect: 'reads',  allowed: { organization: 'any', operator: 'any' }, seenBy: [] },
  'members.write':          { effect: 'writes', allowed: { organization: owner }, seenBy: ofOrganization },
  'members.remove':         { effect: 'writes', allowed: { self: 'any', organization: owner }, seenBy: ofOrganization },
  'members.accept':         { effect: 'writes', allowed: { self: 'any', organization: owner }, seenBy: ofOrganization },
  'machines.read':          { effect: 'reads',  allowed: { organization: 'any', operator: 'any' }, seenBy: [] },
  'machines.write':         { effect: 'writes', allowed: { organization: providerPower }, seenBy: ofOrganization },

  'applications.read':      { effect: 'reads',  allowed: { organization: 'any', operator: 'any' }, seenBy: [] },
  'applications.write':     { effect: 'writes', allowed: { organization: builders }, seenBy: ofOrganization },
  'application.read':       { effect: 'reads',  allowed: { organization: 'any', operator: 'any' }, seenBy: [] },
  'application.write':      { effect: 'writes', allowed: { organization: builders }, seenBy: ofOrganization },
  'application.suspend':    { effect: 'writes', allowed: { organization: owner, operator: administrators }, seenBy: ofOrganization },
  'credentials.read':       { effect: 'reads',  allowed: { organization: 'any' }, seenBy: ofOrganization },
  'credentials.write':      { effect: 'writes', allowed: { organization: builders }, seenBy: ofOrganization },
  'credential.revoke':      { effect: 'writes', allowed: { organization: builders, operator: administrators }, seenBy: ofOrganization },
  'credentials.inventory':  { effect: 'reads',  allowed: { operator: overseers }, seenBy: ['anyone'] },

  'grants.read':            { effect: 'reads',  allowed: { organization: 'any', operator: 'any' }, seenBy: [] },
  'grant.read':             { effect: 'reads',  allowed: { organization: 'any', beneficiary: 'any', provider: 'any', operator: 'any' }, seenBy: [] },
  'grant.narrow':           { effect: 'writes', allowed: { organization: builders }, seenBy: ofAuthorization },
  'grant.suspend':          { effect: 'writes', allowed: { organization: owner, beneficiary: owner, provider: deciders, operator: administrators }, seenBy: ofAuthorization },

  'catalog.write':          { effect: 'writes', allowed: { provider: providerPower, operator: administrators }, seenBy: ['anyone'] },

  'access-requests.list':   { effect: 'reads',  allowed: { anyone: 'any' }, seenBy: [] },
  'access-request.create':  { effect: 'writes', allowed: { organization: builders }, seenBy: ofOrganization },
  'access-request.read':    { effect: 'reads',  allowed: { organization: 'any', beneficiary: 'any', provider: 'any', decider: 'any', operator: 'any' }, seenBy: [] },
  'access-request.write':   { effect: 'writes', allowed: { organization: builders, beneficiary: owner }, seenBy: ofRequest },
  'access-request.submit':  { effect: 'writes', allowed: { organization: builders, beneficiary: owner }, seenBy: ofRequest },
  'request-invitation.read': { effect: 'reads', allowed: { anyone: 'any' }, seenBy: [] },
  'request-invitation.accept': { effect: 'writes', allowed: { organization: owner }, seenBy: ofOrganization },
  'access-request.comment': { effect: 'writes', allowed: { organization: builders, beneficiary: builders, provider: deciders, operator: ['reviewer', 'administrator'] }, seenBy: ofRequest },
  'decision.vote':          { effect: 'writes', allowed: { decider: reviewers }, seenBy: ofRequest },

  'authorizations.list':    { effect: 'reads',  allowed: { anyone: 'any' }, seenBy: [] },
  'authorization.read':     { effect: 'reads',  allowed: { organization: 'any', beneficiary: 'any', editor: 'any', provider: 'any', operator: 'any', governance: 'any' }, seenBy: [] },
  'authorization.reopen':   { effect: 'writes', allowed: { organization: builders, beneficiary: owner }, seenBy: ofAuthorization },
  'authorization.suspend':  { effect: 'writes', allowed: { beneficiary: owner, provider: deciders, operator: ['reviewer', 'administrator'] }, seenBy: ofAuthorization },
  'authorization.revoke':   { effect: 'writes', allowed: { beneficiary: owner, provider: deciders, operator: ['reviewer', 'administrator'] }, seenBy: ofAuthorization },
  'authorization.certify':  { effect: 'writes', allowed: { beneficiary: owner }, seenBy: ofAuthorization },
  'editor-applications.list': { effect: 'reads', allowed: { anyone: 'any' }, seenBy: [] },
  'delegation.write':       { effect: 'writes', allowed: { beneficiary: owner }, seenBy: ofAuthorization },
  'delegation.accept':      { effect: 'writes', allowed: { editor: owner }, seenBy: ['beneficiary', 'editor', 'operator'] },
  'delegation.revoke':      { effect: 'writes', allowed: { beneficiary: owner, editor: owner, operator: administrators }, seenBy: ['beneficiary', 'editor', 'operator'] },

  'usage.read':             { effect: 'reads',  allowed: { organization: 'any', operator: 'any' }, seenBy: [] },
  'organization.usage':     { effect: 'reads',  allowed: { organization: 'any', operator: 'any' }, seenBy: [] },
  'exchange.share':         { effect: 'writes', allowed: { organization: builders }, seenBy: ofOrganization },
  'exchange-share.read':    { effect: 'reads',  allowed: { organization: 'any', provider: 'any', operator: 'any' }, seenBy: [] },
  'webhooks.read':          { effect: 'reads',  allowed: { organization: 'any' }, seenBy: ofOrganization },
  'webhooks.write':         { effect: 'writes', allowed: { organization: builders }, seenBy: ofOrganization },

  'subjects.read':          { effect: 'reads',  allowed: { organization: 'any', operator: overseers }, seenBy: ['operator'] },
  'subjects.write':         { effect: 'writes', allowed: { organization: builders }, seenBy: ofOrganization },
  'subjects.count':         { effect: 'reads',  allowed: { provider: 'any', operator: 'any' }, seenBy: [] },
  'subjects.announce':      { effect: 'writes', allowed: { provider: ['owner', 'developer', 'administrator'] }, seenBy: ['provider', 'operator'] },
  'protected-persons.read': { effect: 'reads',  allowed: { operator: overseers }, seenBy: ['anyone'] },
  'protected-persons.write': { effect: 'writes', allowed: { operator: administrators }, seenBy: ['anyone'] },
  'alerts.read':            { effect: 'reads',  allowed: { operator: overseers, governance: ['auditor'] }, seenBy: ['anyone'] },
  'provider-alerts.read':   { effect: 'reads',  allowed: { organization: ['owner', 'reviewer', 'administrator', 'auditor'], operator: overseers }, seenBy: ofOrganization },
  'alert.close':            { effect: 'writes', allowed: { provider: deciders, operator: administrators }, seenBy: ['provider', 'operator'] },
  'error-reports.read':     { effect: 'reads',  allowed: { organization: ['owner', 'reviewer', 'administrator', 'auditor'], operator: overseers }, seenBy: ofOrganization },
  'error-report.treat':     { effect: 'writes', allowed: { provider: deciders }, seenBy: ['provider', 'operator'] },

  'events.read':            { effect: 'reads',  allowed: { organization: 'any', operator: overseers }, seenBy: ['operator'] },
  'events.read-all':        { effect: 'reads',  allowed: { operator: overseers, governance: ['auditor'] }, seenBy: ['anyone'] },
  'audit.read':             { effect: 'reads',  allowed: { operator: overseers, governance: ['auditor'] }, seenBy: ['anyone'] },
  'incidents.write':        { effect: 'writes', allowed: { provider: providerPower, operator: administrators }, seenBy: ['anyone'] },
  'maintenance.write':      { effect: 'writes', allowed: { provider: providerPower, operator: administrators }, seenBy: ['anyone'] },
  'system.read':            { effect: 'reads',  allowed: { operator: overseers }, seenBy: ['anyone'] },
} as const satisfies Readonly<Record<string, Permission>>

export type PermissionName = keyof typeof permissions
