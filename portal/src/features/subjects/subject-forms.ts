import type { ManagementApi } from '../../api/management-api.ts'
import { registerSubjects, revokeSubjectRegistration } from '../../api/subjects.ts'
import { idempotencyKey, textField } from '../../forms/form-values.ts'
import type { Done } from '../../forms/handle-post.ts'
import { localInstant } from '../../i18n/local-instant.ts'
import { identityOf } from './identity-fields.ts'

/** What the forms of an organization's declared files do. */
export function subjectForms(
  api: ManagementApi,
  organizationId: string,
  here: string,
): Record<string, (form: FormData) => Promise<Done>> {
  return {
    declare: async (form) => {
      const reference = textField(form, 'case_reference')
      const file = {
        api: textField(form, 'api'),
        identity: identityOf(textField(form, 'identity')),
        quality: textField(form, 'quality'),
        valid_until: localInstant(`${textField(form, 'valid_until')}T23:59`),
        ...(reference === '' ? {} : { case_reference: reference }),
        notify_changes: form.get('notify_changes') === 'yes',
      }
      const environment = textField(form, 'environment') === 'production' ? 'production' : 'sandbox'
      await registerSubjects(api, organizationId, { environment, files: [file] }, idempotencyKey(form))
      return { to: here, flash: { notice: 'subjects.declared' } }
    },
    end: async (form) => {
      await revokeSubjectRegistration(api, organizationId, textField(form, 'id'))
      return { to: here, flash: { notice: 'subjects.ended' } }
    },
  }
}
