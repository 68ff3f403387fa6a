import type { Refusal } from '../refusal.ts'
import type { Claim } from './claim.ts'
import type { ClaimRules } from './claim-rules.ts'
import type { Inputs } from './inputs.ts'
import { refuseCivilStatus, rejectByProvider } from './refuse-civil-status.ts'

const france = '99100'
/** Births in Algeria before its independence are filed under 92352, and their place may be a French code of the time. */
const frenchAlgeria = '92352'

/**
 * The place of birth: a code, or the code found from a name, a department and a year. In France it is
 * strongly recommended, not required; abroad it must be absent.
 */
export function resolveBirthplace(inputs: Inputs, rules: ClaimRules): Pick<Claim, 'country' | 'communes'> | Refusal {
  const one = (name: string) => inputs.get(name)?.[0]?.trim() ?? ''
  const country = one('codeCogInseePaysNaissance')
  const stated = country === '' ? null : country
  const code = one('codeCogInseeCommuneNaissance')
  const name = one('nomCommuneNaissance')
  const department = one('codeCogInseeDepartementNaissance')
  if (country !== '' && country !== france && country !== frenchAlgeria && (code !== '' || name !== '')) {
    const parameter = code !== '' ? 'codeCogInseeCommuneNaissance' : 'nomCommuneNaissance'
    const detail = "Une commune ne va qu'avec une naissance en France."
    return rejectByProvider(rules, parameter, 'commune-abroad', detail)
  }
  if (code !== '') return { country: stated, communes: [code] }
  if (name === '') return { country: stated, communes: null }
  if (department === '' || one('anneeDateNaissance') === '') {
    const parameter = department === '' ? 'codeCogInseeDepartementNaissance' : 'anneeDateNaissance'
    return refuseCivilStatus(
      parameter,
      'commune-by-name',
      "Un nom de commune va avec le département et l'année de naissance.",
    )
  }
  const communes = rules.named(name, department)
  if (communes.length === 0) {
    return refuseCivilStatus('nomCommuneNaissance', 'unknown-commune', 'Aucune commune de ce nom dans ce département.')
  }
  return { country: stated, communes }
}
