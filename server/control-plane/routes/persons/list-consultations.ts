import { listConsultations } from '#core/consultations/list-consultations.ts'
import { loadPersonSession } from '#core/persons/load-person-session.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'

export const operation = definePublicOperation('listConsultations', async ({ personSession, query }, deps) => {
  const session = await loadPersonSession(deps, personSession)
  const page = pageOf(query, 'text')
  const found = await deps.unitOfWork.transaction((tx) => listConsultations(tx, deps, session, page))
  return { status: 200, body: renderPage(found, (consultation) => consultation) }
})
