/** What one can be told about. A topic is muted as a whole. */
export const topics = ['requests', 'rights', 'quotas', 'members', 'alerts', 'maintenance'] as const
export type Topic = (typeof topics)[number]

/** Events that concern people, with what they are called in a message. Everything else is history to be looked up. */
// biome-ignore format: aligned table
const told: Readonly<Record<string, { readonly topic: Topic; readonly fr: string; readonly en: string }>> = {
  'access_request.submitted':                 { topic: 'requests',    fr: 'Demande envoyée',                        en: 'Request submitted' },
  'access_request.approved':                  { topic: 'requests',    fr: 'Demande approuvée',                      en: 'Request approved' },
  'access_request.refused':                   { topic: 'requests',    fr: 'Demande refusée',                        en: 'Request refused' },
  'access_request.changes_requested':         { topic: 'requests',    fr: 'Changements demandés',                   en: 'Changes requested' },
  'access_request.commented':                 { topic: 'requests',    fr: 'Nouveau message',                        en: 'New message' },
  'decision.escalated':                       { topic: 'requests',    fr: 'Décision en retard',                     en: 'Decision overdue' },
  'authorization.ending':                     { topic: 'rights',      fr: 'Une habilitation prend bientôt fin',     en: 'An authorization ends soon' },
  'authorization.suspended':                  { topic: 'rights',      fr: 'Habilitation suspendue',                 en: 'Authorization suspended' },
  'authorization.resumed':                    { topic: 'rights',      fr: 'Suspension levée',                       en: 'Suspension lifted' },
  'authorization.revoked':                    { topic: 'rights',      fr: 'Habilitation révoquée',                  en: 'Authorization revoked' },
  'authorization.expired':                    { topic: 'rights',      fr: 'Habilitation expirée',                   en: 'Authorization expired' },
  'authorization.recertification_opened':     { topic: 'rights',      fr: 'Confirmez que le besoin demeure',        en: 'Confirm that the need remains' },
  'authorization.recertification_escalated':  { topic: 'rights',      fr: 'Confirmation du besoin en retard',       en: 'Confirmation of the need overdue' },
  'authorization.recertification_lapsed':     { topic: 'rights',      fr: 'Besoin non confirmé : appels suspendus', en: 'Need not confirmed: calls suspended' },
  'authorization.narrowing_proposed':         { topic: 'rights',      fr: 'Des données ne servent plus',            en: 'Some data are not used any more' },
  'datum.corrected':                         { topic: 'rights',      fr: 'Une donnée que vous avez reçue est corrigée', en: 'A datum you received was corrected' },
  'error_report.submitted':                  { topic: 'alerts',      fr: 'Une personne signale une erreur',        en: 'A person reports an error' },
  'error_report.contested':                  { topic: 'alerts',      fr: 'Une personne conteste votre réponse',    en: 'A person contests your answer' },
  'error_report.overdue':                    { topic: 'alerts',      fr: 'Signalement en retard',                  en: 'Error report overdue' },
  'credential.ending':                        { topic: 'rights',      fr: 'Un identifiant expire bientôt',          en: 'A credential expires soon' },
  'quota.threshold_reached':                  { topic: 'quotas',      fr: 'Seuil de quota atteint',                 en: 'Quota mark reached' },
  'member.requested':                         { topic: 'members',     fr: 'Une personne demande à vous rejoindre',  en: 'A person asks to join' },
  'alert.raised':                             { topic: 'alerts',      fr: 'Alerte sur l’usage des données',         en: 'Alert on the use of data' },
  'incident.opened':                         { topic: 'maintenance', fr: 'Incident en cours',                      en: 'Incident under way' },
  'incident.updated':                        { topic: 'maintenance', fr: 'Des nouvelles d’un incident',            en: 'News of an incident' },
  'incident.closed':                         { topic: 'maintenance', fr: 'Incident terminé',                       en: 'Incident over' },
  'maintenance.declared':                     { topic: 'maintenance', fr: 'Maintenance déclarée',                   en: 'Maintenance declared' },
}

export const toldTypes: readonly string[] = Object.keys(told)

export function topicOf(type: string): Topic | null {
  return told[type]?.topic ?? null
}

/** Types of the events whose topic is not muted. */
export function typesBut(muted: readonly string[]): readonly string[] {
  return Object.entries(told).flatMap(([type, { topic }]) => (muted.includes(topic) ? [] : [type]))
}

export function titleOf(type: string, language: string): string {
  const texts = told[type]
  return (language === 'en' ? texts?.en : texts?.fr) ?? type
}
