import type { LegalContext } from '#core/grants/grant.ts'

function context(code: string, fr: string, en: string): LegalContext {
  return { code, label: { fallback: 'fr', texts: { fr, en } } }
}

/** Purposes a call states, with the sentence the person concerned reads in their list of consultations. */
export const frenchLegalContexts = {
  solidarityFare: context(
    'TRANSPORT:TARIFICATION_SOLIDAIRE',
    'Calcul de votre tarif réduit dans les transports publics',
    'Working out your reduced public transport fare',
  ),
  schoolTransport: context(
    'TRANSPORT:TRANSPORT_SCOLAIRE',
    "Calcul du tarif du transport scolaire de l'enfant",
    "Working out the child's school transport fare",
  ),
  optionalAid: context(
    'ACTION_SOCIALE:AIDES_FACULTATIVES',
    "Instruction de votre demande d'aide auprès du centre d'action sociale",
    'Handling your application for help at the municipal social centre',
  ),
  childServicesFare: context(
    'ENFANCE:TARIFICATION_MUNICIPALE',
    'Calcul du tarif des services municipaux pour les enfants (cantine, garderie, loisirs)',
    'Working out the fare of municipal services for children (meals, childcare, leisure)',
  ),
} as const
