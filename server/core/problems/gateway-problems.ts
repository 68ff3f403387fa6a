import type { ProblemType } from './problem-type.ts'

/** What the gateways answer about a call. */
export const gatewayProblems = {
  'invalid-token': {
    status: 401,
    title: { en: 'The token is not accepted', fr: "Le jeton n'est pas accepté" },
    cause: {
      en: 'It is missing, malformed, expired, revoked, altered or signed by a key we do not know.',
      fr: 'Il est absent, mal formé, expiré, révoqué, altéré ou signé par une clé inconnue.',
    },
    remedy: {
      en: "Get a new token from this environment's issuer.",
      fr: "Obtenez un nouveau jeton auprès de l'émetteur de cet environnement.",
    },
  },
  'token-not-proven': {
    status: 401,
    title: { en: 'The token is not yours to use here', fr: "La possession du jeton n'est pas prouvée" },
    cause: {
      en: 'The token is bound to a key or a certificate, and the call does not prove that it holds it.',
      fr: "Le jeton est lié à une clé ou à un certificat, et l'appel ne prouve pas qu'il les détient.",
    },
    remedy: {
      en: 'Send a new DPoP proof signed by the key of the token, or call with the certificate that obtained it.',
      fr: "Envoyez une nouvelle preuve DPoP signée par la clé du jeton, ou appelez avec le certificat qui l'a obtenu.",
    },
  },
  'bound-token-required': {
    status: 401,
    title: { en: 'A token bound to a key is needed', fr: 'Un jeton lié à une clé est nécessaire' },
    cause: {
      en: 'This API, or this application, takes only tokens bound to a DPoP key or a client certificate.',
      fr: "Cette API, ou cette application, n'accepte que des jetons liés à une clé DPoP ou à un certificat client.",
    },
    remedy: {
      en: 'Send a DPoP proof with the token request, or make it with your client certificate.',
      fr: 'Joignez une preuve DPoP à la demande de jeton, ou faites-la avec votre certificat client.',
    },
  },
  'wrong-environment': {
    status: 401,
    title: { en: 'This token is of the other environment', fr: "Ce jeton est de l'autre environnement" },
    cause: {
      en: 'Sandbox and production have separate issuers, keys and gateways.',
      fr: 'Bac à sable et production ont des émetteurs, des clés et des passerelles séparés.',
    },
    remedy: {
      en: 'Use the gateway and the issuer of the same environment.',
      fr: "Utilisez la passerelle et l'émetteur du même environnement.",
    },
  },
  'application-suspended': {
    status: 403,
    title: { en: 'The application is suspended', fr: "L'application est suspendue" },
    cause: {
      en: 'Its owner, a provider or the operator suspended the application or its organization.',
      fr: "Son propriétaire, un fournisseur ou l'opérateur a suspendu l'application ou son organisation.",
    },
    remedy: { en: 'See the reason in the portal.', fr: 'Voyez le motif dans le portail.' },
  },
  'scope-not-granted': {
    status: 403,
    title: { en: 'No granted scope opens this operation', fr: "Aucune portée accordée n'ouvre cette opération" },
    cause: {
      en: 'The grant, or the token, lacks every data scope that opens the operation.',
      fr: "L'habilitation, ou le jeton, n'a aucune des portées qui ouvrent l'opération.",
    },
    remedy: {
      en: '`needed` lists the scopes; ask for one in an access request, or in the token request.',
      fr: "`needed` liste les portées ; demandez-en une dans une demande d'accès ou la requête de jeton.",
    },
  },
  'grant-expired': {
    status: 403,
    title: { en: 'The grant has ended', fr: "L'habilitation est terminée" },
    cause: {
      en: 'The authorization behind this call is past its end date, or not begun.',
      fr: "L'habilitation de cet appel est échue ou n'a pas commencé.",
    },
    remedy: { en: 'Renew it in the portal.', fr: 'Renouvelez-la dans le portail.' },
  },
  'grant-suspended': {
    status: 403,
    title: { en: 'The grant is suspended', fr: "L'habilitation est suspendue" },
    cause: { en: 'A provider or the operator suspended it.', fr: "Un fournisseur ou l'opérateur l'a suspendue." },
    remedy: { en: 'See the reason in the portal.', fr: 'Voyez le motif dans le portail.' },
  },
  'recipient-not-granted': {
    status: 403,
    title: { en: 'No grant for this recipient', fr: 'Aucune habilitation pour ce destinataire' },
    cause: {
      en: 'The application has no active grant for the body named as recipient.',
      fr: "L'application n'a pas d'habilitation active pour l'organisme destinataire.",
    },
    remedy: {
      en: 'Name the beneficiary of your authorization, or ask it for a delegation.',
      fr: 'Nommez le bénéficiaire de votre habilitation, ou demandez-lui une délégation.',
    },
  },
  'recipient-ambiguous': {
    status: 422,
    title: {
      en: 'Several grants fit; name the recipient',
      fr: 'Plusieurs habilitations conviennent ; nommez le destinataire',
    },
    cause: {
      en: 'The application serves several bodies and the call does not say which.',
      fr: "L'application sert plusieurs organismes et l'appel ne dit pas lequel.",
    },
    remedy: { en: 'Send the recipient parameter or header.', fr: "Envoyez le paramètre ou l'en-tête recipient." },
  },
  'legal-context-not-allowed': {
    status: 403,
    title: { en: 'This legal context is not granted', fr: "Ce contexte légal n'est pas accordé" },
    cause: {
      en: "The purpose stated for the call is not one of the grant's.",
      fr: "La finalité indiquée n'est pas une de celles de l'habilitation.",
    },
    remedy: {
      en: '`allowed` lists the contexts of the grant.',
      fr: "`allowed` liste les contextes de l'habilitation.",
    },
  },
  'legal-context-required': {
    status: 422,
    title: { en: 'State the purpose of the call', fr: "Indiquez la finalité de l'appel" },
    cause: {
      en: 'The grant has several legal contexts and no default.',
      fr: "L'habilitation a plusieurs contextes légaux et aucun par défaut.",
    },
    remedy: {
      en: 'Send X-Legal-Context with one of `allowed`.',
      fr: 'Envoyez X-Legal-Context avec une valeur de `allowed`.',
    },
  },
  'subject-not-registered': {
    status: 403,
    title: { en: 'No file on this person is declared', fr: "Aucun dossier n'est déclaré sur cette personne" },
    cause: {
      en: 'This API answers about a person only while the recipient has declared a live file on that person.',
      fr: 'Cette API ne répond sur une personne que si le destinataire a déclaré un dossier en cours sur elle.',
    },
    remedy: {
      en: 'Register the file in the directory of data subjects, with the identifiers you send in calls.',
      fr: "Déclarez le dossier dans le répertoire des personnes, avec les identifiants que vous envoyez à l'appel.",
    },
  },
  'subject-check-unavailable': {
    status: 503,
    title: { en: 'The person cannot be checked now', fr: 'La personne ne peut pas être vérifiée pour le moment' },
    cause: {
      en: 'The gateway could not ask the directory of data subjects, and lets nobody through on doubt.',
      fr: "La passerelle n'a pas pu interroger le répertoire des personnes et ne laisse passer personne dans le doute.",
    },
    remedy: { en: 'Try again after `Retry-After`.', fr: 'Réessayez après le délai `Retry-After`.' },
  },
  'ip-not-allowed': {
    status: 403,
    title: { en: 'Not from this address', fr: 'Pas depuis cette adresse' },
    cause: {
      en: 'The credential has a list of addresses and this is not one of them.',
      fr: "L'identifiant a une liste d'adresses et celle-ci n'y est pas.",
    },
    remedy: {
      en: 'Call from an allowed address, or change the list.',
      fr: 'Appelez depuis une adresse autorisée, ou modifiez la liste.',
    },
  },
  'quota-exceeded': {
    status: 429,
    title: { en: 'A limit is reached', fr: 'Une limite est atteinte' },
    cause: {
      en: 'The plan of the grant is spent for this period; `violated-policies` says which limit.',
      fr: "Le plan de l'habilitation est épuisé pour cette période ; `violated-policies` dit lequel.",
    },
    remedy: {
      en: 'Wait for Retry-After, or ask for a larger plan.',
      fr: 'Attendez Retry-After, ou demandez un plan plus large.',
    },
  },
  'quota-undecided': {
    status: 503,
    title: { en: 'The limit cannot be checked now', fr: 'La limite ne peut pas être vérifiée' },
    cause: {
      en: 'A hard limit needs an answer from the control plane, which is silent.',
      fr: 'Une limite stricte demande une réponse du plan de contrôle, qui est muet.',
    },
    remedy: { en: 'Retry after the delay in Retry-After.', fr: 'Réessayez après le délai de Retry-After.' },
  },
  'snapshot-stale': {
    status: 503,
    title: { en: 'The gateway lost touch with its control plane', fr: 'La passerelle a perdu son plan de contrôle' },
    cause: {
      en: 'Rules older than this API tolerates are not applied.',
      fr: "Des règles plus vieilles que ce que l'API tolère ne sont pas appliquées.",
    },
    remedy: { en: 'Retry after the delay in Retry-After.', fr: 'Réessayez après le délai de Retry-After.' },
  },
  'gateway-overloaded': {
    status: 503,
    title: { en: 'The gateway has too much to do', fr: 'La passerelle est trop sollicitée' },
    cause: {
      en: 'More calls are under way than this gateway answers in time. The call was neither read nor counted.',
      fr: "Plus d'appels sont en cours que la passerelle ne peut en servir à temps. L'appel n'a été ni lu ni compté.",
    },
    remedy: {
      en: 'Retry after the delay in Retry-After, and lengthen it each time.',
      fr: 'Réessayez après le délai de Retry-After, et allongez-le à chaque fois.',
    },
  },
  'synthetic-identity-in-production': {
    status: 422,
    title: { en: 'A test identity in production', fr: 'Une identité de test en production' },
    cause: {
      en: 'The identifier is of the synthetic population (NIR order 000).',
      fr: "L'identifiant est de la population synthétique (NIR d'ordre 000).",
    },
    remedy: {
      en: 'Use the sandbox gateway for test persons.',
      fr: 'Utilisez la passerelle du bac à sable pour les personnes de test.',
    },
  },
  'real-identity-in-sandbox': {
    status: 422,
    title: { en: 'A real identifier in the sandbox', fr: 'Un identifiant réel dans le bac à sable' },
    cause: {
      en: "The identifier could be a real person's. It was not logged.",
      fr: "L'identifiant pourrait être celui d'une vraie personne. Il n'a pas été journalisé.",
    },
    remedy: {
      en: 'Use a synthetic person: order number 000.',
      fr: "Utilisez une personne synthétique : numéro d'ordre 000.",
    },
  },
  'sandbox-header-in-production': {
    status: 400,
    title: { en: 'A sandbox header in production', fr: 'Un en-tête de bac à sable en production' },
    cause: {
      en: 'Headers X-Sandbox-* have no meaning in production and are refused.',
      fr: "Les en-têtes X-Sandbox-* n'ont pas de sens en production et sont refusés.",
    },
    remedy: { en: 'Remove the header.', fr: "Retirez l'en-tête." },
  },
  'version-retired': {
    status: 410,
    title: { en: 'This version has ended', fr: 'Cette version est terminée' },
    cause: { en: 'The API version is past its sunset date.', fr: "La version de l'API a dépassé sa date de fin." },
    remedy: {
      en: 'Move to the successor version in the Link header.',
      fr: "Passez à la version suivante indiquée par l'en-tête Link.",
    },
  },
  'upstream-error': {
    status: 502,
    title: { en: 'The provider answered something unusable', fr: 'Le fournisseur a donné une réponse inutilisable' },
    cause: {
      en: "The answer breaks the provider's contract, or the connection broke.",
      fr: 'La réponse enfreint le contrat du fournisseur, ou la connexion a rompu.',
    },
    remedy: { en: 'Retry later; the provider is told.', fr: 'Réessayez plus tard ; le fournisseur est prévenu.' },
  },
  'upstream-unavailable': {
    status: 503,
    title: { en: 'The provider is unavailable', fr: 'Le fournisseur est indisponible' },
    cause: {
      en: 'The provider refuses connections, or its circuit is open.',
      fr: 'Le fournisseur refuse les connexions, ou son circuit est ouvert.',
    },
    remedy: { en: 'Retry after the delay in Retry-After.', fr: 'Réessayez après le délai de Retry-After.' },
  },
  'upstream-timeout': {
    status: 504,
    title: { en: 'The provider did not answer in time', fr: "Le fournisseur n'a pas répondu à temps" },
    cause: { en: 'The deadline of this API passed.', fr: 'Le délai de cette API est dépassé.' },
    remedy: { en: 'Retry later.', fr: 'Réessayez plus tard.' },
  },
  'record-failed': {
    status: 503,
    title: { en: 'The exchange could not be recorded', fr: "L'échange n'a pas pu être enregistré" },
    cause: {
      en: 'Production answers leave only when their record is durable.',
      fr: 'En production, une réponse ne part que si son enregistrement est durable.',
    },
    remedy: { en: 'Retry after the delay in Retry-After.', fr: 'Réessayez après le délai de Retry-After.' },
  },
  'identity-not-found': {
    status: 404,
    title: { en: 'No such person at the provider', fr: 'Aucune personne correspondante' },
    cause: {
      en: 'The identification step found nobody with these characteristics.',
      fr: "L'étape d'identification n'a trouvé personne avec ces traits.",
    },
    remedy: {
      en: 'Check the civil status; in the sandbox, use a documented persona.',
      fr: "Vérifiez l'état civil ; au bac à sable, prenez un persona documenté.",
    },
  },
} as const satisfies Readonly<Record<string, ProblemType>>
