import type { AuthorizationStore } from '#core/authorizations/authorization-store.ts'
import type { AuthorizedGrantStore } from '#core/authorizations/authorized-grant-store.ts'
import { loadAuthorization } from '#core/authorizations/load-authorization.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { presentAuthorization } from './present-authorization.ts'

interface AnswerDeps {
  readonly authorizations: AuthorizationStore
  readonly authorizedGrants: AuthorizedGrantStore
}

/** The authorization with its grants, as the API shows it. @throws NotFound */
export async function answerAuthorization(tx: Transaction, deps: AnswerDeps, id: string) {
  const file = await loadAuthorization(tx, deps, id)
  return presentAuthorization(file, await deps.authorizedGrants.listOfAuthorizations(tx, [id]))
}
