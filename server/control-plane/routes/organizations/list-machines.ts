import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentMachine } from '../../presenters/present-machine.ts'

export const operation = defineOperation('listMachines', async ({ actor, params, query }, deps) => {
  authorize(actor, 'machines.read', { organization: params.organization_id })
  const page = await deps.unitOfWork.read((tx) =>
    deps.members.list(tx, params.organization_id, 'machine', pageOf(query)),
  )
  return { status: 200, body: renderPage(page, presentMachine) }
})
