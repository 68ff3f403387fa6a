import { openIncident, type PublicText, updateIncident } from '../../api/incidents.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import { idempotencyKey, textField } from '../../forms/form-values.ts'
import type { Done } from '../../forms/handle-post.ts'

export const stages = ['investigating', 'identified', 'monitoring', 'resolved'] as const

/** What the forms about incidents do; `here` is their page. */
export function incidentForms(api: ManagementApi, here: string): Record<string, (form: FormData) => Promise<Done>> {
  return {
    open: async (form) => {
      const severity = textField(form, 'severity') === 'outage' ? 'outage' : 'degraded'
      const told = { title: publicText(form, 'title'), text: publicText(form, 'text') }
      await openIncident(api, { target: textField(form, 'target'), severity, ...told }, idempotencyKey(form))
      return { to: here, flash: { notice: 'incidents.opened' } }
    },
    update: async (form) => {
      const stage = stages.find((one) => one === textField(form, 'stage')) ?? 'investigating'
      await updateIncident(api, textField(form, 'id'), { stage, text: publicText(form, 'text') }, idempotencyKey(form))
      return { to: here, flash: { notice: stage === 'resolved' ? 'incidents.closed' : 'incidents.updated' } }
    },
  }
}

/** French is what everybody can fall back to; English is optional. */
function publicText(form: FormData, name: string): PublicText {
  const english = textField(form, `${name}_en`)
  return { fallback: 'fr', texts: { fr: textField(form, name), ...(english === '' ? {} : { en: english }) } }
}
