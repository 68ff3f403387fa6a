import { acceptDelegation, revokeDelegation } from '../../api/authorizations.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import { acceptMember, inviteMember, removeMember, updateMember, updateOrganization } from '../../api/organizations.ts'
import type { Role } from '../../api/schemas.ts'
import { effectFlash } from '../../forms/effect-flash.ts'
import { chosen, idempotencyKey, ifMatch, textField } from '../../forms/form-values.ts'
import type { Done } from '../../forms/handle-post.ts'

/** What the forms of an organization's page do. */
export function organizationForms(
  api: ManagementApi,
  id: string,
  here: string,
): Record<string, (form: FormData) => Promise<Done>> {
  return {
    rename: async (form) => {
      await updateOrganization(api, id, textField(form, 'name'), ifMatch(form))
      return { to: here, flash: { notice: 'form.saved' } }
    },
    invite: async (form) => {
      const email = textField(form, 'email')
      await inviteMember(api, id, email, chosen<Role>(form, 'roles'), idempotencyKey(form))
      return { to: here, flash: { notice: 'member.invited', parameters: { email } } }
    },
    'accept-member': async (form) => {
      await acceptMember(api, id, textField(form, 'member_id'))
      return { to: here, flash: { notice: 'member.accepted' } }
    },
    roles: async (form) => {
      await updateMember(api, id, textField(form, 'member_id'), chosen<Role>(form, 'roles'), ifMatch(form))
      return { to: here, flash: { notice: 'form.saved' } }
    },
    remove: async (form) => {
      await removeMember(api, id, textField(form, 'member_id'))
      return { to: here, flash: { notice: 'member.removed' } }
    },
    'accept-delegation': async (form) => {
      await acceptDelegation(api, textField(form, 'delegation_id'))
      return { to: here, flash: { notice: 'delegation.accepted' } }
    },
    'revoke-delegation': async (form) => {
      const { effect } = await revokeDelegation(api, textField(form, 'delegation_id'))
      return { to: here, flash: effectFlash('delegation.ended', effect) }
    },
  }
}
