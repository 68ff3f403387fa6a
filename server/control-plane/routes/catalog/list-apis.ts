import type { Actor } from '#core/accounts/actor.ts'
import type { ApiFilter, ApiState } from '#core/catalog/api-store.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentApi } from './present-api.ts'

const offered: readonly ApiState[] = ['published', 'deprecated']

/** What `seesApi` says of one API, as a filter over all of them; retired ones are left to those who manage them. */
function visibleTo(actor: Actor | null): Pick<ApiFilter, 'states' | 'visibilities' | 'managedBy'> {
  const isOperator = actor?.memberships.some((one) => one.organization_kind === 'operator') ?? false
  return {
    states: offered,
    visibilities: actor === null ? ['public'] : ['public', 'authenticated'],
    managedBy: isOperator ? null : (actor?.memberships ?? []).map((one) => one.organization_id),
  }
}

export const operation = definePublicOperation('listApis', async ({ actor, query }, deps) => {
  const page = pageOf(query, 'text')
  const filter = { ...visibleTo(actor), words: query.q ?? null, provider: query.provider ?? null }
  const found = await deps.unitOfWork.read((tx) => deps.apis.list(tx, filter, page))
  return { status: 200, body: renderPage(found, presentApi) }
})
