import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'

export const operation = defineOperation('listEditorApplications', async ({ actor, query }, deps) => {
  authorize(actor, 'editor-applications.list')
  const page = pageOf(query)
  const found = await deps.unitOfWork.read((tx) => deps.delegations.listEditorApplications(tx, query.q ?? null, page))
  return { status: 200, body: renderPage(found, (application) => application) }
})
