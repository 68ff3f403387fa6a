import type { ProblemType } from './problem-type.ts'

/** What the access workflow and the catalogue answer. */
export const workflowProblems = {
  'already-protected': {
    status: 409,
    title: { en: 'This person is protected already', fr: 'Cette personne est déjà protégée' },
    cause: { en: 'The same identifiers are on the list.', fr: 'Les mêmes identifiants sont sur la liste.' },
    remedy: { en: 'Nothing is to be done.', fr: "Il n'y a rien à faire." },
  },
  'wrong-state': {
    status: 409,
    title: { en: 'Not possible in this state', fr: 'Impossible dans cet état' },
    cause: {
      en: 'The resource is in a state from which this step does not exist.',
      fr: "La ressource est dans un état d'où cette étape n'existe pas.",
    },
    remedy: {
      en: 'Read its state; `allowed` lists the steps possible now.',
      fr: 'Lisez son état ; `allowed` liste les étapes possibles.',
    },
  },
  'already-reported': {
    status: 409,
    title: { en: 'You have reported this already', fr: 'Vous avez déjà signalé cette donnée' },
    cause: {
      en: 'Your report on this datum of this consultation is still open.',
      fr: 'Votre signalement sur cette donnée de cette consultation est encore ouvert.',
    },
    remedy: {
      en: 'Read where it stands under your reports.',
      fr: 'Voyez où il en est parmi vos signalements.',
    },
  },
  'organization-unverified': {
    status: 422,
    title: { en: 'The organization is not verified yet', fr: "L'organisation n'est pas encore vérifiée" },
    cause: {
      en: 'Production access is only considered for an organization whose identity was verified.',
      fr: "L'accès de production n'est étudié que pour une organisation dont l'identité est vérifiée.",
    },
    remedy: {
      en: 'Ask the operator to verify it; the sandbox is open meanwhile.',
      fr: "Demandez sa vérification à l'opérateur ; le bac à sable reste ouvert.",
    },
  },
  'incomplete-request': {
    status: 422,
    title: { en: 'The access request is not complete', fr: "La demande d'accès est incomplète" },
    cause: { en: 'A field needed for review is missing.', fr: "Il manque un champ nécessaire à l'instruction." },
    remedy: { en: 'Fill in the fields listed in `errors`.', fr: 'Remplissez les champs listés dans `errors`.' },
  },
  'scope-forbidden': {
    status: 422,
    title: { en: 'The law forbids this data for this use', fr: 'La loi interdit cette donnée pour cet usage' },
    cause: {
      en: 'The use case excludes a data scope that was asked or opened.',
      fr: "Le cas d'usage exclut une portée demandée ou ouverte.",
    },
    remedy: { en: 'Remove the scopes listed in `errors`.', fr: 'Retirez les portées listées dans `errors`.' },
  },
  'content-changed': {
    status: 409,
    title: { en: 'The request changed since you read it', fr: 'La demande a changé depuis votre lecture' },
    cause: {
      en: 'A decision is bound to the exact content it was read from.',
      fr: 'Une décision est liée au contenu exact qui a été lu.',
    },
    remedy: { en: 'Read the request again, then decide.', fr: 'Relisez la demande, puis décidez.' },
  },
  'four-eyes': {
    status: 409,
    title: { en: 'Another person must decide', fr: 'Une autre personne doit décider' },
    cause: {
      en: 'You already approved this content, you wrote the request, or you belong to the organization it serves.',
      fr: 'Vous avez déjà approuvé ce contenu, rédigé la demande, ou vous appartenez à l’organisation qu’elle sert.',
    },
    remedy: { en: 'Leave it to a colleague.', fr: 'Laissez un collègue décider.' },
  },
  'no-authorization': {
    status: 422,
    title: { en: 'There is no running authorization', fr: 'Aucune habilitation en cours' },
    cause: {
      en: 'Production credentials need an active authorization of this application.',
      fr: 'Des identifiants de production demandent une habilitation active de cette application.',
    },
    remedy: {
      en: 'Send an access request, or wait for its approval.',
      fr: "Envoyez une demande d'accès, ou attendez son approbation.",
    },
  },
  'static-bearer-refused': {
    status: 422,
    title: { en: 'No static bearer here', fr: 'Pas de jeton statique ici' },
    cause: {
      en: 'The operator does not allow static bearers in production.',
      fr: "L'opérateur n'autorise pas les jetons statiques en production.",
    },
    remedy: {
      en: 'Create a secret or send public keys, and get tokens from the issuer.',
      fr: "Créez un secret ou envoyez des clés publiques, et obtenez des jetons auprès de l'émetteur.",
    },
  },
  'limit-reached': {
    status: 409,
    title: { en: 'Too many of these', fr: "Trop d'éléments de ce type" },
    cause: {
      en: 'The number of live items of this kind is bounded.',
      fr: "Le nombre d'éléments actifs de ce type est limité.",
    },
    remedy: { en: 'Remove one that is no longer used.', fr: 'Retirez-en un qui ne sert plus.' },
  },
  'invalid-specification': {
    status: 422,
    title: { en: 'The specification cannot be published', fr: 'La spécification ne peut pas être publiée' },
    cause: {
      en: 'The OpenAPI document or its x-octroi extension breaks a rule.',
      fr: 'Le document OpenAPI ou son extension x-octroi enfreint une règle.',
    },
    remedy: { en: 'Correct the places listed in `errors`.', fr: 'Corrigez les endroits listés dans `errors`.' },
  },
  'api-exists': {
    status: 409,
    title: { en: 'This API version is in the catalogue', fr: "Cette version d'API est déjà au catalogue" },
    cause: {
      en: 'A version that is no longer a draft is never replaced: consumers build on it.',
      fr: "Une version qui n'est plus un brouillon n'est jamais remplacée : des consommateurs s'y appuient.",
    },
    remedy: { en: 'Import the change as a new version.', fr: 'Importez le changement comme nouvelle version.' },
  },
  suspended: {
    status: 403,
    title: { en: 'Suspended', fr: 'Suspendu' },
    cause: {
      en: 'The organization or application is suspended.',
      fr: "L'organisation ou l'application est suspendue.",
    },
    remedy: {
      en: 'Contact the operator; the reason is shown in the portal.',
      fr: "Contactez l'opérateur ; le motif est affiché dans le portail.",
    },
  },
} as const satisfies Readonly<Record<string, ProblemType>>
