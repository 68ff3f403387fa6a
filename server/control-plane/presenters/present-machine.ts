import { machineClientId } from '#core/organizations/create-machine.ts'
import type { MemberProfile } from '#core/organizations/member-store.ts'

/** A machine account as the management API shows it; its identifier is that of its membership. */
export function presentMachine({ member, name }: MemberProfile) {
  return {
    id: member.id,
    client_id: machineClientId(member.account_id),
    label: name,
    roles: member.roles,
    created_at: member.created_at,
  }
}
