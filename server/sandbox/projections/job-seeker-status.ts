import type { Household, Person } from '#sandbox-data/population.ts'
import { ageAt } from '#sandbox-data/rules/age-at.ts'
import { jobSeekerAt } from '#sandbox-data/rules/job-seeker-at.ts'
import { firstDayOf } from '#sandbox-data/rules/month.ts'
import { birthDateOf } from './birth-date-of.ts'
import { noFile } from './check-file.ts'
import type { Projection } from './projection.ts'

const categories: readonly string[] = [
  'PERSONNE SANS EMPLOI DISPONIBLE DUREE INDETERMINEE PLEIN TPS',
  'PERSONNE SANS EMPLOI DISPONIBLE DUREE INDETERMINEE PARTIEL',
  'PERSONNE SANS EMPLOI DISPONIBLE DUREE DETERMINEE OU SAISON',
]

/** A registration with the public employment service, running or ended less than a year ago (France Travail). */
export const jobSeekerStatus: Projection = {
  designation: 'identifiant',
  project({ person, household, month, providerCode }) {
    const registration = jobSeekerAt(person, month)
    if (!registration) {
      return noFile(providerCode, 'not-registered', "La personne est identifiée, mais n'est pas inscrite.")
    }
    const { since, until } = registration
    const code = categoryOf(person, since)
    const data = {
      identifiant: person.login,
      identite: {
        civilite: person.sex === 'F' ? 'MME' : 'M.',
        nom_naissance: person.birth_name,
        nom_usage: person.usage_name,
        prenom: person.first_names[0],
        sexe: person.sex === 'F' ? 'Féminin' : 'Masculin',
        date_naissance: birthDateOf(person.birth),
      },
      contact: { telephone: person.phone, telephone2: null, email: person.email },
      adresse: addressLines(person, household),
      inscription: {
        date_debut: firstDayOf(since),
        date_fin: until === null ? null : firstDayOf(until + 1),
        categorie: { code, libelle: categories[code - 1] },
        code_certification_cnav: person.birth.commune === null ? 'PC' : 'VC',
      },
    }
    return { kind: 'projected', data, rule: until === null ? 'registered' : 'registered-before' }
  },
}

/** The youngest look for seasonal work, some parents for part-time work. */
function categoryOf(person: Person, since: number): number {
  if (ageAt(person, since) < 22) return 3
  return person.income.kind === 'drawn' && person.income.wage < 1100 ? 2 : 1
}

/** A protected address keeps its lines to itself. */
function addressLines({ birth_name, usage_name }: Person, { address, is_address_protected }: Household): object {
  const shown = (line: string) => (is_address_protected ? 'ADRESSE MASQUÉE' : line)
  return {
    code_postal: is_address_protected ? '00000' : address.postcode,
    code_cog_insee_commune: is_address_protected ? '00000' : address.commune,
    localite: shown(`${address.postcode} ${address.city}`),
    ligne_voie: shown(address.street),
    ligne_complement_destinataire: is_address_protected ? null : address.complement,
    ligne_complement_adresse: null,
    ligne_complement_distribution: null,
    ligne_nom: usage_name ?? birth_name,
  }
}
