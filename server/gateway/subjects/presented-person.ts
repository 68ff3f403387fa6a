import { civilStatusParameters } from '#core/persons/civil-status-parameters.ts'
import { canonicalIdentity } from '#core/subjects/canonical-identity.ts'
import type { Exchange } from '../exchange.ts'

/**
 * The identifiers of the person a call is about, as one text: its personal parameters, or who logged in where the call
 * carries their own token. Empty when it names nobody. Only to be hashed at once.
 */
export function presentedPerson({ caller, operation, values }: Exchange): string {
  const names = operation?.operation.personal_parameters ?? []
  if (caller?.person === undefined) return canonicalIdentity(values, names)
  const stated = civilStatusParameters(caller.person)
  return canonicalIdentity(stated, Object.keys(stated))
}
