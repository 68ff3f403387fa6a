import { closeAlert } from '../../api/alerts.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import type { Alert } from '../../api/schemas.ts'
import { textField } from '../../forms/form-values.ts'

/** The forms of a page of alerts at `here`. */
export function alertForms(api: ManagementApi, here: string) {
  return {
    close: async (form: FormData) => {
      await closeAlert(api, textField(form, 'id'), textField(form, 'conclusion'))
      return { to: here, flash: { notice: 'alerts.closed' as const } }
    },
  }
}

/** Open alerts unless the address asks for closed ones. */
export function alertState(query: URLSearchParams): Alert['state'] {
  return query.get('state') === 'closed' ? 'closed' : 'open'
}
