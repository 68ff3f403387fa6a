import type { UseCasePolicy } from '#core/policies/use-case-policy.ts'
import { frenchLegalContexts } from './legal-contexts.ts'

/** Optional help granted by a municipal or inter-municipal social centre (CCAS, CIAS). */
export const ccasAidesFacultatives: UseCasePolicy = {
  id: 'ccas-aides-facultatives',
  version: 1,
  title: {
    fallback: 'fr',
    texts: { fr: "Aides facultatives d'un centre d'action sociale", en: 'Optional help of a municipal social centre' },
  },
  description: {
    fallback: 'fr',
    texts: {
      fr: "Un centre communal ou intercommunal d'action sociale instruit une demande d'aide (énergie, alimentation, secours) selon son règlement.",
      en: 'A municipal or inter-municipal social centre handles an application for help (energy, food, emergency) under its rules.',
    },
  },
  legal_bases: ['fr-crpa-l114-8', 'fr-crpa-l100-3-1', 'fr-casf-l123-5'],
  legal_contexts: [frenchLegalContexts.optionalAid],
  scopes: {
    offered: [
      'cnaf_quotient_familial',
      'cnaf_allocataires',
      'cnaf_enfants',
      'cnaf_adresse',
      'complementaire_sante_solidaire',
      'allocation_adulte_handicape',
      'revenu_solidarite_active',
      'revenu_solidarite_active_majoration',
    ],
    forbidden: [],
    automatic: [],
  },
  template: {
    purpose: {
      fallback: 'fr',
      texts: {
        fr: "Instruire la demande d'aide d'un habitant selon le règlement des aides facultatives adopté par notre conseil d'administration.",
        en: "Handle a resident's application for help under the rules on optional help adopted by our board.",
      },
    },
    legal_text: {
      fallback: 'fr',
      texts: {
        fr: "Article L114-8 du code des relations entre le public et l'administration ; article L123-5 du code de l'action sociale et des familles. Le règlement joint décrit chaque aide et ses critères.",
        en: 'Article L114-8 of the code of relations with the public; article L123-5 of the code of social action and families. The attached rules describe each kind of help and its criteria.',
      },
    },
    recipients_of_data: {
      fallback: 'fr',
      texts: {
        fr: "Travailleurs sociaux et agents instructeurs habilités du centre d'action sociale.",
        en: 'Authorised social workers and caseworkers of the social centre.',
      },
    },
    retention_months: 24,
  },
  source: 'https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074069',
  valid_from: '2026-01-01',
  valid_to: null,
}
