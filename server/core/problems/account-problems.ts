import type { ProblemType } from './problem-type.ts'

/** What the people's side answers about who you are and what you may do. */
export const accountProblems = {
  unauthenticated: {
    status: 401,
    title: { en: 'Sign in first', fr: "Identifiez-vous d'abord" },
    cause: {
      en: 'No access token, or one that is expired, revoked or not ours.',
      fr: "Pas de jeton d'accès, ou un jeton expiré, révoqué ou étranger.",
    },
    remedy: {
      en: 'Get a token from the issuer named in WWW-Authenticate.',
      fr: "Obtenez un jeton auprès de l'émetteur nommé dans WWW-Authenticate.",
    },
  },
  'permission-denied': {
    status: 403,
    title: { en: 'Your role does not allow this', fr: 'Votre rôle ne le permet pas' },
    cause: {
      en: 'You are a member, but this action asks for another role.',
      fr: 'Vous êtes membre, mais cette action demande un autre rôle.',
    },
    remedy: {
      en: 'Ask an owner of your organization; `required_roles` says which role is needed.',
      fr: 'Demandez à un propriétaire de votre organisation ; `required_roles` dit quel rôle il faut.',
    },
  },
  'email-taken': {
    status: 409,
    title: { en: 'This address has an account', fr: 'Cette adresse a déjà un compte' },
    cause: {
      en: 'An account with this e-mail address exists.',
      fr: 'Un compte existe avec cette adresse électronique.',
    },
    remedy: { en: 'Log in, or use another address.', fr: 'Connectez-vous, ou utilisez une autre adresse.' },
  },
  'organization-exists': {
    status: 409,
    title: { en: 'This organization is already here', fr: 'Cette organisation est déjà présente' },
    cause: {
      en: 'An organization with this identifier is registered.',
      fr: 'Une organisation avec cet identifiant est enregistrée.',
    },
    remedy: {
      en: 'Ask to join it: an owner must accept.',
      fr: 'Demandez à la rejoindre : un propriétaire doit accepter.',
    },
  },
  'last-owner': {
    status: 409,
    title: { en: 'An organization keeps one owner', fr: 'Une organisation garde un propriétaire' },
    cause: {
      en: 'This change would leave the organization without an owner.',
      fr: "Ce changement laisserait l'organisation sans propriétaire.",
    },
    remedy: { en: 'Name another owner first.', fr: "Nommez d'abord un autre propriétaire." },
  },
  'role-not-offered': {
    status: 422,
    title: { en: 'This role is not offered here', fr: "Ce rôle n'existe pas ici" },
    cause: {
      en: 'The kind of organization or of account decides which roles mean something.',
      fr: "Le type d'organisation ou de compte décide des rôles qui ont un sens.",
    },
    remedy: { en: 'Choose among the roles named in `errors`.', fr: 'Choisissez parmi les rôles nommés dans `errors`.' },
  },
  'no-such-account': {
    status: 422,
    title: { en: 'Nobody has this address', fr: "Personne n'a cette adresse" },
    cause: {
      en: 'Only a person who has an account can be invited.',
      fr: 'Seule une personne qui a un compte peut être invitée.',
    },
    remedy: {
      en: 'Ask them to sign up first, then invite them.',
      fr: 'Demandez-lui de créer un compte, puis invitez-la.',
    },
  },
  'already-member': {
    status: 409,
    title: { en: 'Already a member', fr: 'Déjà membre' },
    cause: {
      en: 'This person is a member, or has an invitation or a request pending.',
      fr: 'Cette personne est membre, ou a une invitation ou une demande en attente.',
    },
    remedy: { en: 'Accept or remove the pending membership.', fr: "Acceptez ou retirez l'appartenance en attente." },
  },
} as const satisfies Readonly<Record<string, ProblemType>>
