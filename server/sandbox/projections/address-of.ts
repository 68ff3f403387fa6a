import type { Household } from '#sandbox-data/population.ts'
import type { HouseholdAt } from '#sandbox-data/rules/household-at.ts'

/** What a protected household's address becomes: every line empty, and why. */
const maskedAddress = {
  destinataire: 'ADRESSE MASQUÉE',
  complement_information: null,
  complement_information_geographique: null,
  numero_libelle_voie: null,
  lieu_dit: null,
  code_postal_ville: 'ADRESSE MASQUÉE',
  pays: 'FRANCE',
}

/** The printed address of a file, to its first recipient. */
export function addressOf(household: Household, present: HouseholdAt): object {
  if (household.is_address_protected) return maskedAddress
  const { complement, street, place, postcode, city } = household.address
  const first = present.adults[0]
  const title = first?.sex === 'M' ? 'Monsieur' : 'Madame'
  const name = `${first?.first_names[0] ?? ''} ${first?.usage_name ?? first?.birth_name ?? ''}`
  return {
    destinataire: household.guardian === null ? `${title} ${name}` : `${household.guardian} POUR ${title} ${name}`,
    complement_information: complement,
    complement_information_geographique: null,
    numero_libelle_voie: street,
    lieu_dit: place,
    code_postal_ville: `${postcode} ${city}`,
    pays: 'FRANCE',
  }
}
