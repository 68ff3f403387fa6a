import type { ManagementApi } from '../../api/management-api.ts'
import { contestAnswer, reportError } from '../../api/persons.ts'
import type { ErrorKind } from '../../api/schemas.ts'
import { idempotencyKey, textField } from '../../forms/form-values.ts'

export const errorKinds: readonly ErrorKind[] = [
  'wrong_value',
  'missing_period',
  'duplicate',
  'wrong_person',
  'unknown_source',
]

/** What a person does on these pages. */
export function personForms(api: ManagementApi, lang: string) {
  const to = `/${lang}/my-data/reports`
  return {
    report: async (form: FormData) => {
      const report = {
        request_id: textField(form, 'request_id'),
        field: textField(form, 'field'),
        kind: textField(form, 'kind') as ErrorKind,
        statement: textField(form, 'statement'),
      }
      await reportError(api, report, idempotencyKey(form))
      return { to, flash: { notice: 'my-data.reported' as const } }
    },
    contest: async (form: FormData) => {
      await contestAnswer(api, textField(form, 'id'), textField(form, 'statement'))
      return { to, flash: { notice: 'my-data.contested' as const } }
    },
  }
}
