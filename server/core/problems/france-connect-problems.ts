import type { ProblemType } from './problem-type.ts'

/** What is said about people's own tokens and the applications that let them log in. */
export const franceConnectProblems = {
  'france-connect-client-taken': {
    status: 409,
    title: {
      en: 'This FranceConnect client belongs to an application',
      fr: 'Ce client FranceConnect appartient déjà à une application',
    },
    cause: {
      en: 'One application answers for each client: its grants decide what the tokens of its users open.',
      fr: 'Une seule application répond de chaque client : ses habilitations décident de ce que les jetons ouvrent.',
    },
    remedy: {
      en: 'Revoke the credential of the other application, or use its FranceConnect client.',
      fr: "Révoquez l'accès de l'autre application, ou utilisez son client FranceConnect.",
    },
  },
  'france-connect-not-configured': {
    status: 503,
    title: { en: 'FranceConnect is not configured here', fr: "FranceConnect n'est pas configuré ici" },
    cause: {
      en: "This environment has no identity provider to ask about a person's token.",
      fr: "Cet environnement n'a pas de fournisseur d'identité à interroger sur le jeton d'une personne.",
    },
    remedy: {
      en: 'Call the operation by civil status, or ask the operator to configure FranceConnect.',
      fr: "Appelez l'opération par état civil, ou demandez à l'opérateur de configurer FranceConnect.",
    },
  },
  'france-connect-unavailable': {
    status: 503,
    title: { en: 'FranceConnect does not answer', fr: 'FranceConnect ne répond pas' },
    cause: {
      en: "The identity provider could not be asked about the person's token, so the token proves nothing.",
      fr: "Le fournisseur d'identité n'a pas pu être interrogé : le jeton de la personne ne prouve donc rien.",
    },
    remedy: { en: 'Retry after the delay in Retry-After.', fr: 'Réessayez après le délai de Retry-After.' },
  },
} as const satisfies Readonly<Record<string, ProblemType>>
