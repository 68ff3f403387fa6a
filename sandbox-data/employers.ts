import { passesLuhn } from '#packs/fr/luhn.ts'
import names from './lexicon/employers.json' with { type: 'json' }

export interface Employer {
  readonly siret: string
  readonly name: string
  /** Activity, in the French classification. */
  readonly activity: string
}

/** The first numbers of the block belong to the bodies of the demonstration. */
const keptForBodies = 20

/** Every invented employer: one for each SIREN of the reserved block that no body of the demonstration has. */
export const employers: readonly Employer[] = reservedSirens()
  .slice(keptForBodies)
  .map((siren, index) => {
    const [kind = '', activity = ''] = names.kinds[index % names.kinds.length] ?? []
    const name = names.names[Math.floor(index / names.kinds.length) % names.names.length] ?? ''
    return { siret: firstSiretOf(siren), name: `${kind} ${name}`, activity }
  })

const bySiret = new Map(employers.map((employer) => [employer.siret, employer]))

/** @throws RangeError for a SIRET that no invented employer has. */
export function employerOf(siret: string): Employer {
  const found = bySiret.get(siret)
  if (!found) throw new RangeError(`${siret} is no invented employer`)
  return found
}

/** The 99 valid numbers from 000000018 to 000000992. */
function reservedSirens(): readonly string[] {
  const numbers = Array.from({ length: 999 }, (_, index) => String(index + 1).padStart(9, '0'))
  return numbers.filter(passesLuhn)
}

/** The establishment 0001 and its check digit. */
function firstSiretOf(siren: string): string {
  const siret = Array.from({ length: 10 }, (_, digit) => `${siren}0001${digit}`).find(passesLuhn)
  if (!siret) throw new Error(`no check digit for ${siren}`)
  return siret
}
