import type { Message } from '../../api/schemas.ts'
import type { Translate } from '../../i18n/translate.ts'
import { labelOfField } from '../requests/content-fields.ts'

/** The open remarks of one organization as the first words of its call for changes. */
export function openRemarksText(messages: readonly Message[], organizationId: string, t: Translate): string {
  return messages
    .filter((one) => one.field !== null && one.resolved_at === null && one.organization_id === organizationId)
    .map(({ field, text }) => `${labelOfField(t, field ?? '')}: ${text}`)
    .join('\n')
}
