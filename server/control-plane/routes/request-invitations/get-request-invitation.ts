import { authorize } from '#core/permissions/authorize.ts'
import { openInvitation } from '#core/request-invitations/open-invitation.ts'
import { defineOperation } from '../../framework/operation.ts'
import type { components } from '../../generated/management.ts'

export const operation = defineOperation('getRequestInvitation', async ({ actor, query }, deps) => {
  authorize(actor, 'request-invitation.read')
  const { invitation, template } = await deps.unitOfWork.transaction((tx) => openInvitation(tx, deps, query.token))
  const { contacts: _contacts, ...content } = template.request.content
  return {
    status: 200,
    body: {
      label: invitation.label,
      expires_at: invitation.expires_at,
      editor_name: template.organization_name,
      editor_verification: template.organization_verification,
      application_name: template.application_name,
      use_case: template.request.use_case,
      content: content as components['schemas']['AccessRequestContentInput'],
    },
  }
})
