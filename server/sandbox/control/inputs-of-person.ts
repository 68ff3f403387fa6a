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
  const { birthdate, gender, birthplace, birthcountry } = identity
  const [year = '', month = '', day = ''] = birthdate.split('-')
  const stated: Readonly<Record<string, readonly string[]>> = {
    nomNaissance: [identity.family_name],
    prenoms: identity.given_name_array.slice(0, 3),
    anneeDateNaissance: year === '0000' ? [] : [String(Number(year))],
    moisDateNaissance: month === '00' ? [] : [String(Number(month))],
    jourDateNaissance: month === '00' || day === '00' ? [] : [String(Number(day))],
    sexeEtatCivil: gender === '' ? [] : [gender === 'female' ? 'F' : 'M'],
    codeCogInseePaysNaissance: [birthcountry],
    codeCogInseeCommuneNaissance: birthplace === '' ? [] : [birthplace],
  }
  return new Map([...inputs, ...Object.entries(stated).filter(([, values]) => values.length > 0)])
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
