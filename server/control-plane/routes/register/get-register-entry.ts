import { loadAuthorization } from '#core/authorizations/load-authorization.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { presentRegisterEntry } from './present-register-entry.ts'

export const operation = definePublicOperation('getRegisterEntry', async ({ params }, deps) => {
  const file = await deps.unitOfWork.read((tx) => loadAuthorization(tx, deps, params.authorization_id))
  return { status: 200, body: presentRegisterEntry(file) }
})
