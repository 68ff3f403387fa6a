import type { CountryPack } from '#core/ports/country-pack.ts'
import { addFrenchBusinessDays, isFrenchBusinessDay } from './french-business-days.ts'
import { frenchLegalBases } from './legal-bases.ts'
import { markOfNir } from './mark-of-nir.ts'
import { canonicalSiren } from './siren.ts'
import { canonicalSiret } from './siret.ts'
import { ccasAidesFacultatives } from './use-cases/ccas-aides-facultatives.ts'
import { tarificationMunicipaleEnfance } from './use-cases/tarification-municipale-enfance.ts'
import { tarificationSolidaireTransports } from './use-cases/tarification-solidaire-transports.ts'

/** What is French: SIREN and SIRET, the NIR's marks, public holidays, legal bases and use cases. */
export function createFrenchPack(): CountryPack {
  return {
    country: 'fr',
    timeZone: 'Europe/Paris',
    locales: ['fr', 'en'],
    organizationIdentifiers: { 'fr:siret': canonicalSiret, 'fr:siren': canonicalSiren },
    recipientScheme: 'fr:siret',
    markOf: markOfNir,
    isBusinessDay: isFrenchBusinessDay,
    addBusinessDays: addFrenchBusinessDays,
    officeHours: { from: '08:00', to: '18:00' },
    currency: 'EUR',
    legalBases: frenchLegalBases,
    useCases: [tarificationSolidaireTransports, ccasAidesFacultatives, tarificationMunicipaleEnfance],
  }
}
