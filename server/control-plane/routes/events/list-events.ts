import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentEvent } from '../../presenters/present-event.ts'

export const operation = defineOperation('listEvents', async ({ actor, params, query }, deps) => {
  authorize(actor, 'events.read', { organization: params.organization_id })
  const page = await deps.unitOfWork.read((tx) => deps.eventReader.list(tx, params.organization_id, pageOf(query)))
  return { status: 200, body: renderPage(page, presentEvent) }
})
