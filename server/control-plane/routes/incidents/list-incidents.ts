import { definePublicOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentIncident } from './present-incident.ts'

export const operation = definePublicOperation('listIncidents', async ({ query }, deps) => {
  const isOpen = query.state === undefined ? null : query.state === 'open'
  const page = await deps.unitOfWork.read((tx) => deps.incidents.list(tx, isOpen, pageOf(query)))
  return { status: 200, body: renderPage(page, presentIncident) }
})
