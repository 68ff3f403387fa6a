import {
  acceptDelegation,
  offerDelegation,
  reopenAuthorization,
  resumeAuthorization,
  revokeAuthorization,
  revokeDelegation,
  suspendAuthorization,
} from '../../api/authorizations.ts'
import { confirmNeed, keepScopes, reopenNarrowed } from '../../api/lifecycle.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import { effectFlash } from '../../forms/effect-flash.ts'
import { idempotencyKey, textField } from '../../forms/form-values.ts'
import type { Done } from '../../forms/handle-post.ts'

/** What the forms of an authorization's page do. */
export function authorizationForms(
  api: ManagementApi,
  id: string,
  lang: string,
): Record<string, (form: FormData) => Promise<Done>> {
  const here = `/${lang}/authorizations/${id}`
  return {
    suspend: async (form) => {
      const { effect } = await suspendAuthorization(api, id, textField(form, 'reason'))
      return { to: here, flash: effectFlash('authorization.suspended', effect) }
    },
    resume: async () => {
      const { effect } = await resumeAuthorization(api, id)
      return { to: here, flash: effectFlash('authorization.resumed', effect) }
    },
    revoke: async (form) => {
      const { effect } = await revokeAuthorization(api, id, textField(form, 'reason'))
      return { to: here, flash: effectFlash('authorization.revoked', effect) }
    },
    reopen: async () => {
      const request = await reopenAuthorization(api, id)
      return { to: `/${lang}/requests/${request.id}/edit`, flash: { notice: 'authorization.reopened' } }
    },
    'confirm-need': async (form) => {
      await confirmNeed(api, id, textField(form, 'statement'))
      return { to: here, flash: { notice: 'lifecycle.confirmed' } }
    },
    'keep-scopes': async (form) => {
      await keepScopes(api, id, textField(form, 'reason'))
      return { to: here, flash: { notice: 'lifecycle.kept' } }
    },
    narrow: async () => {
      const request = await reopenNarrowed(api, id)
      return { to: `/${lang}/requests/${request.id}/edit`, flash: { notice: 'lifecycle.narrowed' } }
    },
    offer: async (form) => {
      const replaces = textField(form, 'replaces')
      const offer = { application_id: textField(form, 'application_id'), ...(replaces ? { replaces } : {}) }
      await offerDelegation(api, id, offer, idempotencyKey(form))
      return { to: here, flash: { notice: 'delegation.offered' } }
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
