import { civilStatusParameters } from '#core/persons/civil-status-parameters.ts'
import type { PivotIdentity } from '#core/persons/pivot-identity.ts'
import { isDictionary } from '#kit/dictionary.ts'
import type { Inputs } from './inputs.ts'

/**
 * The demand as if the person's civil status had been stated: what the gateway learnt from FranceConnect, in
 * `Octroi-Person` (base64url JSON). Null when the header says nothing that can be read.
 */
export function inputsOfPerson(header: string, inputs: Inputs): Inputs | null {
  const identity = readIdentity(header)
  if (identity === null) return null
  const stated = Object.entries(civilStatusParameters(identity))
  const known = stated.map(([name, value]) => [name, typeof value === 'string' ? [value] : value] as const)
  return new Map([...inputs, ...known.filter(([, values]) => values.length > 0)])
}

function readIdentity(header: string): PivotIdentity | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))
    if (!isDictionary(value) || !Array.isArray(value.given_name_array)) return null
    const texts = [value.family_name, value.birthdate, value.gender, value.birthplace, value.birthcountry]
    return texts.every((text) => typeof text === 'string') ? (value as unknown as PivotIdentity) : null
  } catch {
    return null
  }
}
