import { updateApi } from '../../api/catalog.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import { ifMatch, textField } from '../../forms/form-values.ts'
import type { Done } from '../../forms/handle-post.ts'

const states = ['published', 'deprecated', 'retired'] as const

/** What the forms of one managed API version do; `here` is their page. */
export function managedApiForms(
  api: ManagementApi,
  version: { readonly api: string; readonly version: string },
  here: string,
): Record<string, (form: FormData) => Promise<Done>> {
  return {
    state: async (form) => {
      const state = states.find((one) => one === textField(form, 'state')) ?? 'published'
      await updateApi(api, version, { state }, ifMatch(form))
      return { to: here, flash: { notice: `manage.done.${state}` } }
    },
    upstream: async (form) => {
      const change = {
        upstream_url: textField(form, 'upstream_url') || null,
        upstream_targets: targetsOf(form),
      }
      await updateApi(api, version, change, ifMatch(form))
      return { to: here, flash: { notice: 'manage.done.upstream' } }
    },
  }
}

/** Rows without an address are left out. */
function targetsOf(form: FormData): { url: string; weight: number }[] {
  const weights = form.getAll('target_weight')
  return form
    .getAll('target_url')
    .map((url, at) => ({ url: String(url).trim(), weight: Number(weights[at]) }))
    .filter(({ url }) => url !== '')
}
