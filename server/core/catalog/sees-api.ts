import type { Actor } from '../accounts/actor.ts'
import type { CatalogApi } from './api-store.ts'

/** Whether somebody (null: nobody signed in) may know of this API version at all. */
export function seesApi(actor: Actor | null, api: CatalogApi): boolean {
  if (managesApi(actor, api)) return true
  if (api.state === 'draft') return false
  if (api.descriptor.visibility === 'restricted') return false
  return api.descriptor.visibility === 'public' || actor !== null
}

/** Whether somebody belongs to its provider or to the operator: they see drafts and upstreams. */
export function managesApi(actor: Actor | null, api: CatalogApi): boolean {
  return (
    actor?.memberships.some(
      (one) => one.organization_id === api.provider_organization_id || one.organization_kind === 'operator',
    ) ?? false
  )
}
