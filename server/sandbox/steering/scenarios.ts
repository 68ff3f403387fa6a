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
