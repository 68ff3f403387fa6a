import type { PivotIdentity } from './pivot-identity.ts'

/**
 * Who logged in, as the parameters of the operations by civil status (API Particulier's names): what is known of the
 * person and nothing else, so that a call with their token and one with these parameters name the same person.
 */
export function civilStatusParameters(identity: PivotIdentity): Readonly<Record<string, string | readonly string[]>> {
  const { birthdate, gender, birthplace, birthcountry } = identity
  const [year = '', month = '', day = ''] = birthdate.split('-')
  return {
    nomNaissance: identity.family_name,
    prenoms: identity.given_name_array.slice(0, 3),
    sexeEtatCivil: gender === '' ? [] : gender === 'female' ? 'F' : 'M',
    anneeDateNaissance: year === '0000' ? [] : String(Number(year)),
    moisDateNaissance: month === '00' ? [] : String(Number(month)),
    jourDateNaissance: month === '00' || day === '00' ? [] : String(Number(day)),
    codeCogInseePaysNaissance: birthcountry,
    codeCogInseeCommuneNaissance: birthplace === '' ? [] : birthplace,
  }
}
