import { openPersonSession } from '#core/persons/open-person-session.ts'
import { definePublicOperation } from '../../framework/operation.ts'

export const operation = definePublicOperation('openPersonSession', async ({ body }, deps) => {
  const { token, session } = await openPersonSession(deps, body.access_token)
  const { person_key, pseudonyms, expires_at } = session
  await deps.unitOfWork.transaction((tx) => deps.errorReports.refresh(tx, person_key, pseudonyms))
  return { status: 200, body: { session_token: token, expires_at } }
})
