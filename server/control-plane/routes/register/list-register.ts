import { oneOf } from '../../framework/one-of.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { authorizationStates } from '../authorizations/list-authorizations.ts'
import { presentRegisterEntry } from './present-register-entry.ts'

export const operation = definePublicOperation('listRegister', async ({ query }, deps) => {
  const page = pageOf(query)
  const state = oneOf(authorizationStates, query.state, 'state')
  const filter = { organizations: null, state, words: query.q ?? null }
  const found = await deps.unitOfWork.read((tx) => deps.authorizations.list(tx, filter, page))
  return { status: 200, body: renderPage(found, presentRegisterEntry) }
})
