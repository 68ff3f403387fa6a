import type { UseCasePolicy } from '#core/policies/use-case-policy.ts'
import { frenchLegalContexts } from './legal-contexts.ts'

/** Solidarity fares of a mobility authority. Work income supplement and lone-parent allowance are never offered. */
export const tarificationSolidaireTransports: UseCasePolicy = {
  id: 'tarification-solidaire-transports',
  version: 1,
  title: {
    fallback: 'fr',
    texts: { fr: 'Tarification solidaire des transports', en: 'Solidarity fares in transport' },
  },
  description: {
    fallback: 'fr',
    texts: {
      fr: 'Une autorité organisatrice de la mobilité accorde un tarif réduit selon les ressources ou la situation de la personne, sans lui demander de justificatif.',
      en: "A mobility authority grants a reduced fare according to the person's means or situation, without asking them for proof.",
    },
  },
  legal_bases: [
    'fr-crpa-l114-8',
    'fr-crpa-l100-3-1',
    'fr-transports-l1113-1',
    'fr-transports-l1231-1',
    'fr-transports-l1231-3',
    'fr-transports-l3111-7',
    'fr-education-l214-18',
  ],
  legal_contexts: [frenchLegalContexts.solidarityFare, frenchLegalContexts.schoolTransport],
  scopes: {
    offered: [
      'cnaf_quotient_familial',
      'cnaf_allocataires',
      'cnaf_enfants',
      'complementaire_sante_solidaire',
      'allocation_adulte_handicape',
      'revenu_solidarite_active',
      'revenu_solidarite_active_majoration',
      'transport_eligibilite',
      'transport_eligibilite_sources',
      'transport_beneficiaires_lies',
      'cnous_statut_boursier',
      'cnous_echelon_bourse',
      'mesri_admissions',
      'mesri_admission_inscrit',
      'men_statut_scolarite',
      'men_statut_boursier',
      'pole_emploi_identifiant',
      'pole_emploi_inscription',
    ],
    forbidden: ['prime_activite', 'prime_activite_majoration', 'allocation_soutien_familial'],
    automatic: [],
  },
  template: {
    purpose: {
      fallback: 'fr',
      texts: {
        fr: "Vérifier, au moment de la demande, que la personne remplit les critères du tarif solidaire fixés par notre délibération, et lui appliquer ce tarif sans qu'elle fournisse de pièce.",
        en: 'Check, when the person applies, that they meet the criteria of the solidarity fare set by our deliberation, and apply that fare without asking for documents.',
      },
    },
    legal_text: {
      fallback: 'fr',
      texts: {
        fr: "Article L114-8 du code des relations entre le public et l'administration ; articles L1231-1 et L1231-3 du code des transports (transport public), article L3111-7 du même code et article L214-18 du code de l'éducation (transport scolaire) ; article L1113-1 du code des transports quand la complémentaire santé solidaire est le critère. La délibération jointe décrit le barème et les données qu'il utilise.",
        en: 'Article L114-8 of the code of relations with the public; articles L1231-1 and L1231-3 of the transport code (public transport), article L3111-7 of the same code and article L214-18 of the education code (school transport); article L1113-1 of the transport code where the complementary health cover is the criterion. The attached deliberation describes the fare scale and the data it uses.',
      },
    },
    recipients_of_data: {
      fallback: 'fr',
      texts: {
        fr: "Agents habilités du service de tarification de l'autorité, et de son exploitant pour son compte. Le titre de transport ne porte que le tarif obtenu.",
        en: "Authorised staff of the authority's fares office, and of its operator on its behalf. The travel card only carries the fare obtained.",
      },
    },
    retention_months: 12,
  },
  source: 'https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000023086525',
  valid_from: '2026-01-01',
  valid_to: null,
}
