import type { ApiDetail } from '../../api/descriptor.ts'
import type { Credential, Grant, LocaleMap, MaintenanceWindow, Quota } from '../../api/schemas.ts'

/** Something announced that concerns one application. */
export type ApplicationNotice =
  | { readonly kind: 'sunset' | 'deprecated'; readonly date: string; readonly detail: ApiDetail }
  | { readonly kind: 'maintenance'; readonly window: MaintenanceWindow; readonly detail: ApiDetail | null }
  | { readonly kind: 'credential'; readonly credential: Credential; readonly date: string }
  | { readonly kind: 'grant'; readonly grant: Grant; readonly date: string }
  | { readonly kind: 'quota'; readonly quota: Quota; readonly percent: number }
  | { readonly kind: 'quality'; readonly detail: ApiDetail; readonly texts: readonly LocaleMap[] }

export interface NoticeFacts {
  /** APIs that concern it: it may call them in production, or called them lately. */
  readonly details: readonly ApiDetail[]
  readonly windows: readonly MaintenanceWindow[]
  /** What the targets of windows are called. */
  readonly names: ReadonlyMap<string, string>
  readonly credentials: readonly Credential[]
  readonly grants: readonly Grant[]
  readonly quotas: readonly Quota[]
}

const soonMs = 30 * 86_400_000

/** What to act upon, most pressing first, and what to know. */
export function applicationNotices(
  { details, windows, names, credentials, grants, quotas }: NoticeFacts,
  now: number,
): { readonly act: readonly ApplicationNotice[]; readonly know: readonly ApplicationNotice[] } {
  const isSoon = (date: string | null): date is string =>
    date !== null && Date.parse(date) > now && Date.parse(date) < now + soonMs
  const ends = details.flatMap((detail): ApplicationNotice[] => {
    const { sunset, deprecated } = detail.descriptor.lifecycle
    if (sunset !== null) return [{ kind: 'sunset', date: sunset, detail }]
    return deprecated === null ? [] : [{ kind: 'deprecated', date: deprecated, detail }]
  })
  const expiring = credentials.flatMap((credential): ApplicationNotice[] =>
    credential.state === 'live' && isSoon(credential.expires_at) && !isReplaced(credential, credentials)
      ? [{ kind: 'credential', credential, date: credential.expires_at }]
      : [],
  )
  const ending = grants.flatMap((grant): ApplicationNotice[] =>
    grant.environment === 'production' && grant.state === 'active' && isSoon(grant.valid_until)
      ? [{ kind: 'grant', grant, date: grant.valid_until }]
      : [],
  )
  const full = quotas.flatMap((quota): ApplicationNotice[] => {
    const percent = quota.alerts.at(-1)?.threshold ?? 0
    return percent >= 80 ? [{ kind: 'quota', quota, percent }] : []
  })
  const stops = windows.flatMap((window): ApplicationNotice[] => {
    if (window.cancelled_at !== null) return []
    if (window.target === 'platform') return [{ kind: 'maintenance', window, detail: null }]
    const detail = details.find((one) => stopsApi(window.target, one, names))
    return detail === undefined ? [] : [{ kind: 'maintenance', window, detail }]
  })
  const known = details.flatMap((detail): ApplicationNotice[] => {
    const texts = detail.descriptor.data_quality_notices
    return texts.length === 0 ? [] : [{ kind: 'quality', detail, texts }]
  })
  return { act: [...full, ...expiring, ...ending, ...ends], know: [...stops, ...known] }
}

function stopsApi(target: string, { api, version, provider_name }: ApiDetail, names: NoticeFacts['names']): boolean {
  return target === `api:${api}/${version}` || (target.startsWith('provider:') && names.get(target) === provider_name)
}

/** A younger one of the same label works already. */
function isReplaced(one: Credential, all: readonly Credential[]): boolean {
  return all.some(
    (other) =>
      other.state === 'live' &&
      other.environment === one.environment &&
      other.label === one.label &&
      other.created_at > one.created_at,
  )
}
