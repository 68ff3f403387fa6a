import type { ProblemType } from './problem-type.ts'

/** What control answers to gateways and issuers on its internal listener. */
export const nodeProblems = {
  'node-token-refused': {
    status: 401,
    title: { en: 'This node is not enrolled', fr: "Ce nœud n'est pas enrôlé" },
    cause: {
      en: 'The node token is missing, or is not the one the node was given last.',
      fr: "Le jeton de nœud manque, ou n'est pas le dernier remis à ce nœud.",
    },
    remedy: { en: 'Enrol the node again.', fr: 'Enrôlez de nouveau le nœud.' },
  },
  'node-not-allowed': {
    status: 403,
    title: { en: 'This node may not do this', fr: 'Ce nœud ne peut pas faire cela' },
    cause: {
      en: 'The message is for another node, role or environment.',
      fr: 'Le message concerne un autre nœud, rôle ou environnement.',
    },
    remedy: {
      en: 'Check the role and the environment the node was enrolled for.',
      fr: "Vérifiez le rôle et l'environnement pour lesquels le nœud a été enrôlé.",
    },
  },
  'chain-gap': {
    status: 409,
    title: { en: 'Exchange records are missing', fr: "Des traces d'échange manquent" },
    cause: {
      en: 'The batch does not begin where the chain ends; `next_seq` is the next record.',
      fr: 'Le lot ne commence pas où la chaîne finit ; `next_seq` est la trace suivante.',
    },
    remedy: { en: 'Ship from `next_seq`.', fr: 'Envoyez à partir de `next_seq`.' },
  },
  'lease-exceeded': {
    status: 409,
    title: { en: 'These units cannot be given back', fr: 'Ces unités ne peuvent pas être rendues' },
    cause: {
      en: "The lease is not this node's, or fewer units of it are outstanding.",
      fr: "Le bail n'est pas à ce nœud, ou il lui reste moins d'unités.",
    },
    remedy: { en: 'Give back at most what was granted.', fr: 'Rendez au plus ce qui a été accordé.' },
  },
  'key-conflict': {
    status: 409,
    title: { en: 'Another key has this kid', fr: 'Une autre clé porte ce kid' },
    cause: {
      en: 'A `kid` names one public key for ever.',
      fr: 'Un `kid` désigne une seule clé publique, pour toujours.',
    },
    remedy: { en: 'Publish the key under a new kid.', fr: 'Publiez la clé sous un nouveau kid.' },
  },
} as const satisfies Readonly<Record<string, ProblemType>>
