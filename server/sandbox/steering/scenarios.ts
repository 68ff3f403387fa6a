import type { Effect, ForcedError } from './scenario.ts'

type Motive = Pick<ForcedError, 'title' | 'detail' | 'explain'> & Partial<Pick<ForcedError, 'stage' | 'retryInSeconds'>>

function error(status: number, code: string, motive: Motive): ForcedError {
  return { kind: 'error', status, code, stage: null, ...motive }
}

/**
 * What a developer may ask to happen, by slug: the errors of API Particulier version 3, and failures of a
 * provider. `X-Sandbox-Scenario` names one; `Prefer: code=` finds the first of a status.
 */
export const scenarios: Readonly<Record<string, Effect>> = {
  'invalid-request': error(400, '00366', {
    title: 'Requête refusée',
    detail: 'La requête est mal formée.',
    explain: "Corrigez le paramètre nommé par `source` ; ne réessayez pas à l'identique.",
    stage: 'control',
  }),
  'token-invalid': error(401, '00101', {
    title: 'Jeton refusé',
    detail: "Le jeton n'est pas accepté.",
    explain: "Demandez un nouveau jeton à l'émetteur de cet environnement.",
  }),
  'token-expired': error(401, '00103', {
    title: 'Jeton expiré',
    detail: 'Le jeton a expiré.',
    explain: 'Demandez un nouveau jeton avant la fin de validité du précédent.',
  }),
  'token-revoked': error(401, '00105', {
    title: 'Jeton révoqué',
    detail: "L'identifiant qui a obtenu le jeton est révoqué.",
    explain: 'Créez un nouvel identifiant dans le portail.',
  }),
  'token-unknown': error(401, '00106', {
    title: 'Jeton inconnu',
    detail: 'Aucun jeton de ce nom.',
    explain: "Vérifiez que le jeton est entier et qu'il est de cet environnement.",
  }),
  'scope-not-granted': error(403, '00100', {
    title: 'Droits insuffisants',
    detail: "Aucune portée accordée n'ouvre cette opération.",
    explain: "Demandez la portée manquante dans une demande d'accès.",
  }),
  'ip-not-allowed': error(403, '00107', {
    title: 'Adresse refusée',
    detail: "L'identifiant ne sert pas depuis cette adresse.",
    explain: 'Appelez depuis une adresse déclarée, ou modifiez la liste dans le portail.',
  }),
  'not-found': error(404, '003', {
    title: 'Dossier absent',
    detail: "La personne est identifiée mais n'a pas de dossier.",
    explain: "Ce n'est pas une panne : la personne n'a pas de dossier chez ce fournisseur. Proposez un justificatif.",
    stage: 'fund',
  }),
  'not-found-at-msa': error(404, '10003', {
    title: 'Dossier absent',
    detail: "La personne est identifiée mais la MSA n'a pas de dossier à son nom.",
    explain: 'Traitez ce code comme 35003 : aucune caisse ne connaît la personne comme allocataire.',
    stage: 'fund',
  }),
  'not-found-at-cnaf': error(404, '23003', {
    title: 'Dossier absent',
    detail: "La personne est identifiée mais la CNAF n'a pas de dossier à son nom.",
    explain: 'Traitez ce code comme 35003 : aucune caisse ne connaît la personne comme allocataire.',
    stage: 'fund',
  }),
  'person-unknown': error(404, '37003', {
    title: 'Personne non identifiée',
    detail: 'Aucune personne ne correspond à cet état civil.',
    explain: 'Faites vérifier nom de naissance, année et lieu de naissance.',
    stage: 'identification',
  }),
  conflict: error(409, '00015', {
    title: 'Requête en cours',
    detail: 'La même requête est déjà en cours pour ce jeton.',
    explain: 'Attendez la première réponse avant de réessayer.',
    retryInSeconds: 1,
  }),
  'several-persons': error(422, '00391', {
    title: 'Personne non identifiée',
    detail: 'Plusieurs personnes correspondent à cet état civil.',
    explain: 'Ajoutez les autres prénoms, la date complète et la commune de naissance.',
    stage: 'identification',
  }),
  'civil-status-rejected': error(422, '561', {
    title: 'Paramètre refusé',
    detail: "Le fournisseur n'accepte pas cet état civil.",
    explain: "Vérifiez que le nom d'usage diffère du nom de naissance et que la commune va avec le pays.",
    stage: 'control',
  }),
  'period-rejected': error(422, '565', {
    title: 'Paramètre refusé',
    detail: "Le fournisseur n'accepte pas cette période.",
    explain: "Demandez le mois en cours ou l'un des vingt-trois précédents.",
    stage: 'control',
  }),
  'rate-limited': error(429, '00429', {
    title: 'Limite atteinte',
    detail: 'La limite du plan est atteinte.',
    explain: 'Attendez la durée de Retry-After ; pour une vraie limite, envoyez X-Sandbox-Quota.',
    retryInSeconds: 5,
  }),
  'internal-error': error(500, '000', {
    title: 'Erreur interne',
    detail: 'Erreur interne du fournisseur.',
    explain: 'Réessayez plus tard, avec une attente croissante.',
  }),
  'provider-error': error(502, '999', {
    title: 'Réponse inutilisable',
    detail: 'Le fournisseur a donné une réponse inutilisable.',
    explain: 'Réessayez plus tard ; le fournisseur est prévenu.',
  }),
  'provider-internal-error': error(502, '000', {
    title: 'Erreur du fournisseur',
    detail: 'Le fournisseur a eu une erreur interne.',
    explain: 'Réessayez plus tard, avec une attente croissante.',
  }),
  maintenance: error(503, '020', {
    title: 'Maintenance',
    detail: 'Le fournisseur est en maintenance.',
    explain: "Réessayez après la durée de Retry-After ; la page d'état annonce les maintenances.",
    retryInSeconds: 60,
  }),
  'provider-timeout': error(504, '002', {
    title: 'Délai dépassé',
    detail: "Le fournisseur n'a pas répondu à temps.",
    explain: "Réessayez plus tard ; gardez un délai d'attente d'au moins dix secondes.",
    retryInSeconds: 10,
  }),
  'provider-unavailable': error(504, '001', {
    title: 'Fournisseur indisponible',
    detail: 'Le fournisseur est indisponible.',
    explain: 'Réessayez après la durée de Retry-After.',
    retryInSeconds: 10,
  }),
  'provider-not-resolved': error(504, '004', {
    title: 'Fournisseur indisponible',
    detail: "L'adresse du fournisseur ne se résout pas.",
    explain: 'Réessayez après la durée de Retry-After.',
    retryInSeconds: 10,
  }),
  'provider-rate-limited': error(504, '008', {
    title: 'Fournisseur saturé',
    detail: 'Le fournisseur limite les appels de la plateforme.',
    explain: 'Réessayez après la durée de Retry-After : la limite est celle de la plateforme, pas la vôtre.',
    retryInSeconds: 10,
  }),
  'network-error': error(504, '00501', {
    title: 'Erreur de réseau',
    detail: "L'échange avec le fournisseur a échoué.",
    explain: 'Réessayez après la durée de Retry-After.',
    retryInSeconds: 10,
  }),
  'empty-answer': { kind: 'fault', fault: 'empty' },
  'reset-connection': { kind: 'fault', fault: 'reset' },
  'slow-body': { kind: 'fault', fault: 'slow-body' },
  'malformed-json': { kind: 'fault', fault: 'malformed-json' },
  'partial-data': { kind: 'fault', fault: 'partial-data' },
  'stale-data': { kind: 'fault', fault: 'stale' },
  'slow-answer': { kind: 'delay', delay: { kind: 'fixed', ms: 3000 } },
}

export const scenarioSlugs = Object.keys(scenarios)

/** The first scenario of a status, or null. */
export function scenarioOfStatus(status: number): string | null {
  return (
    Object.entries(scenarios).find(([, effect]) => effect.kind === 'error' && effect.status === status)?.[0] ?? null
  )
}

/** Statuses that `Prefer: code=` knows. */
export const forcedStatuses = [
  200,
  ...new Set(Object.values(scenarios).flatMap((effect) => (effect.kind === 'error' ? [effect.status] : []))),
]
