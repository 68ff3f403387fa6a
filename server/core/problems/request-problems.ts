import type { ProblemType } from './problem-type.ts'

/** What any surface answers about the form of a request. */
export const requestProblems = {
  'invalid-request': {
    status: 400,
    title: { en: 'The request breaks a rule of the interface', fr: "La requête enfreint une règle de l'interface" },
    cause: {
      en: 'A parameter, header or member of the body does not match the specification.',
      fr: 'Un paramètre, un en-tête ou un champ du corps ne correspond pas à la spécification.',
    },
    remedy: {
      en: 'Read `errors`: each entry names the field and the rule. Correct them and send the request again.',
      fr: 'Lisez `errors` : chaque entrée nomme le champ et la règle. Corrigez puis renvoyez la requête.',
    },
  },
  'malformed-request': {
    status: 400,
    title: { en: 'The request cannot be read', fr: 'La requête est illisible' },
    cause: {
      en: 'The HTTP message, its path, its Host header or its body is malformed or ambiguous. It is refused rather than repaired.',
      fr: 'Le message HTTP, son chemin, son en-tête Host ou son corps est mal formé ou ambigu. Il est refusé plutôt que réparé.',
    },
    remedy: {
      en: 'Send one Host header, a canonical path and a body that matches Content-Type.',
      fr: 'Envoyez un seul en-tête Host, un chemin canonique et un corps conforme au Content-Type.',
    },
  },
  'not-found': {
    status: 404,
    title: { en: 'Nothing here for you', fr: 'Rien ici pour vous' },
    cause: {
      en: 'The resource does not exist, or it belongs to an organization you are not a member of.',
      fr: "La ressource n'existe pas, ou elle appartient à une organisation dont vous n'êtes pas membre.",
    },
    remedy: {
      en: 'Check the identifier, and that you act for the right organization.',
      fr: "Vérifiez l'identifiant, et que vous agissez pour la bonne organisation.",
    },
  },
  'method-not-allowed': {
    status: 405,
    title: { en: 'This method is not offered here', fr: "Cette méthode n'est pas proposée ici" },
    cause: {
      en: 'The path exists with other methods; the Allow header lists them.',
      fr: "Le chemin existe avec d'autres méthodes ; l'en-tête Allow les liste.",
    },
    remedy: { en: 'Use one of the methods in Allow.', fr: "Utilisez une des méthodes de l'en-tête Allow." },
  },
  'payload-too-large': {
    status: 413,
    title: { en: 'The body is too large', fr: 'Le corps est trop volumineux' },
    cause: {
      en: 'The body exceeds what this operation accepts.',
      fr: 'Le corps dépasse ce que cette opération accepte.',
    },
    remedy: { en: 'Send a smaller body.', fr: 'Envoyez un corps plus petit.' },
  },
  'unsupported-media-type': {
    status: 415,
    title: { en: 'This media type is not accepted', fr: "Ce type de contenu n'est pas accepté" },
    cause: { en: 'The operation reads another Content-Type.', fr: "L'opération lit un autre Content-Type." },
    remedy: { en: 'Send application/json.', fr: 'Envoyez application/json.' },
  },
  'headers-too-large': {
    status: 431,
    title: { en: 'The headers are too large', fr: 'Les en-têtes sont trop volumineux' },
    cause: {
      en: 'The header section, or one header, exceeds the accepted size.',
      fr: "La section d'en-têtes, ou un en-tête, dépasse la taille acceptée.",
    },
    remedy: { en: 'Shorten the headers.', fr: 'Réduisez les en-têtes.' },
  },
  'uri-too-long': {
    status: 414,
    title: { en: 'The URI is too long', fr: "L'URI est trop longue" },
    cause: {
      en: 'The path and query exceed the accepted length.',
      fr: 'Le chemin et la requête dépassent la longueur acceptée.',
    },
    remedy: { en: 'Use the POST form of the operation.', fr: "Utilisez la forme POST de l'opération." },
  },
  'precondition-required': {
    status: 428,
    title: { en: 'An edit needs If-Match', fr: 'Une modification demande If-Match' },
    cause: {
      en: 'Two people may edit this resource; the version you read must be named.',
      fr: 'Deux personnes peuvent modifier cette ressource ; la version lue doit être nommée.',
    },
    remedy: {
      en: 'Read the resource, send its ETag in If-Match.',
      fr: 'Lisez la ressource, envoyez son ETag dans If-Match.',
    },
  },
  'precondition-failed': {
    status: 412,
    title: { en: 'Somebody changed it meanwhile', fr: "Quelqu'un l'a modifiée entre-temps" },
    cause: {
      en: 'The version in If-Match is no longer the current one.',
      fr: "La version donnée dans If-Match n'est plus la version courante.",
    },
    remedy: {
      en: 'Read the resource again, and apply your change to what it says now.',
      fr: 'Relisez la ressource et appliquez votre changement à son état actuel.',
    },
  },
  'idempotency-key-required': {
    status: 400,
    title: { en: 'An Idempotency-Key is needed', fr: 'Une Idempotency-Key est nécessaire' },
    cause: {
      en: 'Every request that creates something carries an Idempotency-Key, so that a retry cannot create it twice.',
      fr: "Toute requête qui crée quelque chose porte une Idempotency-Key, pour qu'un nouvel essai ne crée pas deux fois.",
    },
    remedy: {
      en: 'Send a fresh UUID as a quoted string, and the same one when you retry.',
      fr: 'Envoyez un UUID neuf entre guillemets, et le même si vous réessayez.',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    title: {
      en: 'This Idempotency-Key was used for something else',
      fr: 'Cette Idempotency-Key a servi à autre chose',
    },
    cause: {
      en: 'The key came before with another body or on another operation.',
      fr: 'La clé a déjà été reçue avec un autre corps ou une autre opération.',
    },
    remedy: { en: 'Use a new key for a new request.', fr: 'Utilisez une nouvelle clé pour une nouvelle requête.' },
  },
  'request-in-progress': {
    status: 409,
    title: { en: 'The same request is still running', fr: 'La même requête est encore en cours' },
    cause: {
      en: 'A request with this Idempotency-Key has not ended yet.',
      fr: "Une requête avec cette Idempotency-Key n'est pas terminée.",
    },
    remedy: { en: 'Wait a moment, then send it again.', fr: 'Attendez un instant puis renvoyez-la.' },
  },
  'internal-error': {
    status: 500,
    title: { en: 'We failed', fr: 'Nous avons échoué' },
    cause: {
      en: 'An unforeseen condition in the platform. It was logged under the request id.',
      fr: "Une condition imprévue dans la plateforme. Elle est journalisée sous l'identifiant de requête.",
    },
    remedy: { en: 'Send the request id to support.', fr: "Transmettez l'identifiant de requête au support." },
  },
  unavailable: {
    status: 503,
    title: { en: 'Try again shortly', fr: 'Réessayez sous peu' },
    cause: {
      en: 'Something the platform depends on did not answer in time.',
      fr: "Un composant dont dépend la plateforme n'a pas répondu à temps.",
    },
    remedy: { en: 'Retry after the delay in Retry-After.', fr: 'Réessayez après le délai indiqué par Retry-After.' },
  },
  'too-many-requests': {
    status: 429,
    title: { en: 'Too many requests', fr: 'Trop de requêtes' },
    cause: { en: 'A limit of this interface is reached.', fr: 'Une limite de cette interface est atteinte.' },
    remedy: { en: 'Wait for the delay in Retry-After.', fr: 'Attendez le délai indiqué par Retry-After.' },
  },
} as const satisfies Readonly<Record<string, ProblemType>>
