import type { Actor, ActorMembership } from '../accounts/actor.ts'
import { Forbidden, NotFound, Unauthenticated } from '../errors.ts'
import type { Role } from '../organizations/member.ts'
import { type Permission, type PermissionName, permissions } from './permissions.ts'
import type { Relation, ResourceRelations } from './relation.ts'

interface Standing {
  readonly relation: Relation
  /** Null where the relation comes from no membership. */
  readonly membership: ActorMembership | null
}

function standingsOf(actor: Actor | null, resource: ResourceRelations): Standing[] {
  const standings: Standing[] = [{ relation: 'public', membership: null }]
  if (actor === null) return standings
  standings.push({ relation: 'anyone', membership: null })
  if (resource.account === actor.account_id) standings.push({ relation: 'self', membership: null })
  for (const membership of actor.memberships) {
    const id = membership.organization_id
    const add = (relation: Relation, holds: boolean) => {
      if (holds) standings.push({ relation, membership })
    }
    add('organization', id === resource.organization)
    add('beneficiary', id === resource.beneficiary)
    add('editor', id === resource.editor)
    add('provider', resource.providers?.includes(id) ?? false)
    add('decider', id === resource.decider)
    add('operator', membership.organization_kind === 'operator')
    add('governance', membership.organization_kind === 'governance')
  }
  return standings
}

function suffices(permission: Permission, { relation, membership }: Standing): boolean {
  const rule = permission.allowed[relation]
  if (rule === undefined) return false
  return rule === 'any' || (membership?.roles.some((role) => rule.includes(role)) ?? false)
}

function isWritable(permission: Permission, { membership }: Standing): boolean {
  return permission.effect === 'reads' || membership?.organization_state !== 'suspended'
}

function rolesThatWould(permission: Permission, standings: readonly Standing[]): Role[] {
  const held = new Set(standings.map(({ relation }) => relation))
  const rules = Object.entries(permission.allowed).filter(([relation]) => held.has(relation as Relation))
  const useful = rules.length > 0 ? rules : Object.entries(permission.allowed)
  return [...new Set(useful.flatMap(([, rule]) => (rule === 'any' ? [] : rule)))]
}

/** Whether `authorize` would pass. For what a page offers, never in its place. */
export function isAuthorized(actor: Actor | null, name: PermissionName, resource: ResourceRelations = {}): boolean {
  const permission: Permission = permissions[name]
  return standingsOf(actor, resource).some((one) => suffices(permission, one) && isWritable(permission, one))
}

/**
 * The organization under which the actor may do `name`: the first that suffices, the operator last.
 * Null when it needs no membership, or the actor may not.
 */
export function actingOrganization(actor: Actor, name: PermissionName, resource: ResourceRelations): string | null {
  const permission: Permission = permissions[name]
  const sufficient = standingsOf(actor, resource).filter(
    (one) => one.membership !== null && suffices(permission, one) && isWritable(permission, one),
  )
  const own = sufficient.find(({ relation }) => relation !== 'operator') ?? sufficient[0]
  return own?.membership?.organization_id ?? null
}

/**
 * The one place where it is decided whether `actor` may do `name` to a resource.
 * @throws Unauthenticated when nobody is signed in and the permission is not public.
 * @throws NotFound when the actor stands in no relation that sees the resource.
 * @throws Forbidden `permission-denied` (with `required_roles`) when it sees it and lacks the role,
 *   `suspended` when its organization may only read.
 */
export function authorize(actor: Actor | null, name: PermissionName, resource: ResourceRelations = {}): void {
  const permission: Permission = permissions[name]
  const standings = standingsOf(actor, resource)
  const sufficient = standings.filter((one) => suffices(permission, one))
  if (sufficient.some((one) => isWritable(permission, one))) return
  if (actor === null) throw new Unauthenticated({ problem: 'unauthenticated' })
  if (sufficient.length > 0) throw new Forbidden({ problem: 'suspended' })
  const sees = standings.some(({ relation }) => permission.seenBy.includes(relation) || relation in permission.allowed)
  if (!sees) throw new NotFound({ problem: 'not-found' })
  const required = rolesThatWould(permission, standings)
  throw new Forbidden({
    problem: 'permission-denied',
    detail: `This needs the role ${required.join(' or ')}.`,
    extensions: { required_roles: required },
  })
}
