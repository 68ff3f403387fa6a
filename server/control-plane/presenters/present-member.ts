import type { MemberProfile } from '#core/organizations/member-store.ts'

/** A membership as the management API shows it. */
export function presentMember({ member, account_kind, name, email }: MemberProfile) {
  return { ...member, account_kind, name, email }
}
