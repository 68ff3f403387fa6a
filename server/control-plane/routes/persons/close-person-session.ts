import { loadPersonSession } from '#core/persons/load-person-session.ts'
import { definePublicOperation } from '../../framework/operation.ts'

export const operation = definePublicOperation('closePersonSession', async ({ personSession }, deps) => {
  const { id } = await loadPersonSession(deps, personSession)
  await deps.unitOfWork.transaction((tx) => deps.personSessions.end(tx, id))
  return { status: 204 }
})
