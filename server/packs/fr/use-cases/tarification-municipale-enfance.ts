import type { UseCasePolicy } from '#core/policies/use-case-policy.ts'
import { frenchLegalContexts } from './legal-contexts.ts'

/** Fares of school meals, childcare and leisure by quotient familial. Status benefits are not needed, so not allowed. */
export const tarificationMunicipaleEnfance: UseCasePolicy = {
  id: 'tarification-municipale-enfance',
  version: 1,
  title: {
    fallback: 'fr',
    texts: {
      fr: "Tarification municipale des services à l'enfance",
      en: 'Municipal fares of services for children',
    },
  },
  description: {
    fallback: 'fr',
    texts: {
      fr: "Une commune calcule le tarif de la cantine, de la garderie ou des loisirs d'un enfant selon le quotient familial.",
      en: "A municipality works out a child's fare for meals, childcare or leisure from the quotient familial.",
    },
  },
  legal_bases: ['fr-crpa-l114-8', 'fr-crpa-l100-3-1', 'fr-cgct-l2121-29'],
  legal_contexts: [frenchLegalContexts.childServicesFare],
  scopes: {
    offered: [
      'cnaf_quotient_familial',
      'cnaf_allocataires',
      'cnaf_enfants',
      'cnaf_adresse',
      'cnav_participation_familiale_eaje_parametres_calcul',
      'cnav_participation_familiale_eaje_allocataires',
      'cnav_participation_familiale_eaje_enfants',
      'cnav_participation_familiale_eaje_adresse',
      'men_statut_scolarite',
      'men_statut_etablissement',
    ],
    forbidden: [
      'complementaire_sante_solidaire',
      'allocation_adulte_handicape',
      'revenu_solidarite_active',
      'revenu_solidarite_active_majoration',
      'prime_activite',
      'prime_activite_majoration',
      'allocation_soutien_familial',
    ],
    automatic: [],
  },
  template: {
    purpose: {
      fallback: 'fr',
      texts: {
        fr: "Placer la famille dans la tranche de quotient familial de notre délibération tarifaire lors de l'inscription d'un enfant.",
        en: 'Place the family in the quotient familial band of our fares deliberation when a child is enrolled.',
      },
    },
    legal_text: {
      fallback: 'fr',
      texts: {
        fr: "Article L114-8 du code des relations entre le public et l'administration ; article L2121-29 du code général des collectivités territoriales. La délibération jointe décrit les tranches et les données utilisées.",
        en: 'Article L114-8 of the code of relations with the public; article L2121-29 of the general code of local authorities. The attached deliberation describes the bands and the data used.',
      },
    },
    recipients_of_data: {
      fallback: 'fr',
      texts: {
        fr: 'Agents habilités du service enfance et de la régie de la commune.',
        en: "Authorised staff of the municipality's children's services and billing office.",
      },
    },
    retention_months: 12,
  },
  source: 'https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006070633',
  valid_from: '2026-01-01',
  valid_to: null,
}
