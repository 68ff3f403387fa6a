import type { ManagementApi } from '../../api/management-api.ts'
import { createMachine, deleteMachine } from '../../api/organizations.ts'
import type { Role } from '../../api/schemas.ts'
import { chosen, idempotencyKey, textField } from '../../forms/form-values.ts'
import type { Done } from '../../forms/handle-post.ts'

/** What the forms of an organization's machine accounts do; the new secret is shown on the next page alone. */
export function machineForms(
  api: ManagementApi,
  organizationId: string,
  here: string,
): Record<string, (form: FormData) => Promise<Done>> {
  return {
    create: async (form) => {
      const input = { label: textField(form, 'label'), roles: chosen<Role>(form, 'roles') }
      const { machine, client_secret } = await createMachine(api, organizationId, input, idempotencyKey(form))
      const secret = { environment: '', clientId: machine.client_id, secret: client_secret, kind: 'machine' }
      return { to: here, flash: { notice: 'machines.created', secret } }
    },
    delete: async (form) => {
      await deleteMachine(api, organizationId, textField(form, 'id'))
      return { to: here, flash: { notice: 'machines.deleted' } }
    },
  }
}
