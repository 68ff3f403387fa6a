import type { ManagementApi } from '../../api/management-api.ts'
import { resumeApplication, resumeGrant, suspendApplication, suspendGrant } from '../../api/suspensions.ts'
import { effectFlash } from '../../forms/effect-flash.ts'
import { textField } from '../../forms/form-values.ts'
import type { Done } from '../../forms/handle-post.ts'

/** Stops an application or one grant of it at once; the next page says whether every gateway knows. */
export function suspensionForms(
  api: ManagementApi,
  applicationId: string,
  here: string,
): Record<string, (form: FormData) => Promise<Done>> {
  return {
    suspend: async (form) => {
      const { effect } = await suspendApplication(api, applicationId, textField(form, 'reason'))
      return { to: here, flash: effectFlash('suspension.done', effect) }
    },
    resume: async () => {
      const { effect } = await resumeApplication(api, applicationId)
      return { to: here, flash: effectFlash('suspension.lifted', effect) }
    },
    'suspend-grant': async (form) => {
      const { effect } = await suspendGrant(api, textField(form, 'grant_id'), textField(form, 'reason'))
      return { to: here, flash: effectFlash('suspension.done', effect) }
    },
    'resume-grant': async (form) => {
      const { effect } = await resumeGrant(api, textField(form, 'grant_id'))
      return { to: here, flash: effectFlash('suspension.lifted', effect) }
    },
  }
}
