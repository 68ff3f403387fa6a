import { NotFound } from '#core/errors.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { countUsage, usageDays } from '#core/usage/count-usage.ts'
import { defineOperation } from '../../framework/operation.ts'

/** Of the data an organization provides (what a provider sees first), or of its own calls and those made on its behalf. */
export const operation = defineOperation('getOrganizationUsage', async ({ actor, params, query }, deps) => {
  authorize(actor, 'organization.usage', { organization: params.organization_id })
  const days = usageDays(query, deps.calendar.dateAt(deps.clock.now()))
  const body = await deps.unitOfWork.read(async (tx) => {
    const organization = await deps.organizations.load(tx, params.organization_id)
    if (organization === null) throw new NotFound({ problem: 'not-found' })
    const kind = query.side ?? (organization.kind === 'provider' ? 'provider' : 'consumer')
    const scope = { kind, id: organization.id }
    return countUsage(tx, deps, scope, query.environment ?? null, days, deps.pack.timeZone)
  })
  return { status: 200, body }
})
