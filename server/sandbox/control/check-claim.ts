import { normaliseName } from '#sandbox-data/normalise-name.ts'
import type { Refusal } from '../refusal.ts'
import type { Claim } from './claim.ts'
import type { ClaimRules } from './claim-rules.ts'
import type { Inputs } from './inputs.ts'
import { refuseCivilStatus, rejectByProvider } from './refuse-civil-status.ts'
import { resolveBirthplace } from './resolve-birthplace.ts'

const requiredOf: Readonly<Record<ClaimRules['kind'], readonly string[]>> = {
  fund: ['nomNaissance', 'prenoms', 'sexeEtatCivil', 'codeCogInseePaysNaissance'],
  education: [
    'nomNaissance',
    'prenoms',
    'anneeDateNaissance',
    'moisDateNaissance',
    'jourDateNaissance',
    'sexeEtatCivil',
  ],
}

/** Reads and controls the civil status of a demand. The gateway has checked each value's shape; this checks them together. */
export function checkClaim(inputs: Inputs, rules: ClaimRules): Claim | Refusal {
  const one = (name: string) => inputs.get(name)?.[0]?.trim() ?? ''
  const missing = requiredOf[rules.kind].find((name) => !one(name))
  if (missing) return refuseCivilStatus(missing, 'missing', 'Ce paramètre est obligatoire.')
  const birthName = one('nomNaissance')
  if (normaliseName(birthName) === '')
    return refuseCivilStatus('nomNaissance', 'empty-name', 'Ce nom ne contient aucune lettre.')
  const usageName = one('nomUsage')
  if (usageName !== '' && normaliseName(usageName) === normaliseName(birthName)) {
    return rejectByProvider(
      rules,
      'nomUsage',
      'usage-is-birth-name',
      "Le nom d'usage ne peut pas être le nom de naissance.",
    )
  }
  const firstNames = (inputs.get('prenoms') ?? []).map((name) => name.trim()).filter((name) => name !== '')
  if (firstNames.length > 3) return refuseCivilStatus('prenoms', 'too-many', 'Trois prénoms au plus.')
  const sex = one('sexeEtatCivil')
  if (sex !== 'F' && sex !== 'M') return refuseCivilStatus('sexeEtatCivil', 'sex', 'F ou M.')
  const date = readDate(inputs, rules.today)
  if ('kind' in date) return date
  const place = resolveBirthplace(inputs, rules)
  if ('kind' in place) return place
  return { birthName, firstNames, sex, ...date, ...place }
}

function readDate(inputs: Inputs, today: string): Pick<Claim, 'year' | 'month' | 'day'> | Refusal {
  const whole = (name: string) => {
    const value = inputs.get(name)?.[0]?.trim() ?? ''
    return value === '' ? null : /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN
  }
  const year = whole('anneeDateNaissance')
  const month = year === null ? null : whole('moisDateNaissance')
  const day = month === null ? null : whole('jourDateNaissance')
  const isInRange = (value: number | null, from: number, to: number) => value === null || (value >= from && value <= to)
  if (!isInRange(year, 1900, Number(today.slice(0, 4)))) {
    return refuseCivilStatus('anneeDateNaissance', 'year', "De 1900 à l'année en cours.")
  }
  if (!isInRange(month, 1, 12)) return refuseCivilStatus('moisDateNaissance', 'month', 'De 1 à 12.')
  if (!isInRange(day, 1, day === null ? 31 : daysIn(year, month))) {
    return refuseCivilStatus('jourDateNaissance', 'day', "Ce jour n'existe pas dans ce mois.")
  }
  const stated = [year, month, day].map((part) => String(part ?? 1).padStart(2, '0')).join('-')
  if (year !== null && stated > today)
    return refuseCivilStatus('anneeDateNaissance', 'future', 'Cette date est dans le futur.')
  return { year, month, day }
}

function daysIn(year: number | null, month: number | null): number {
  return new Date(Date.UTC(year ?? 2000, month ?? 1, 0)).getUTCDate()
}
