import type { AstroGlobal } from 'astro'
import { ApiProblem } from '../api/api-problem.ts'
import { createManagementApi, type ManagementApi } from '../api/management-api.ts'
import { dropCookie, readCookie } from './portal-cookies.ts'
import type { PortalSettings } from './portal-settings.ts'

/** A person who reads what concerns them, as their own sealed cookie holds it: apart from every account. */
export interface PersonVisit {
  readonly token: string
  readonly idToken: string | null
}

/** The management API as that person: no account's token ever goes with it. */
export function personApi(visit: PersonVisit | null, lang: string, settings: PortalSettings): ManagementApi {
  return createManagementApi({
    url: settings.managementUrl,
    connectTo: settings.loopbackUrl,
    token: null,
    personSession: visit?.token ?? null,
    lang,
    requestId: settings.requestId,
  })
}

/**
 * Does `work` for the person of this browser. Answers where to go instead when nobody is logged in, or not any more: an
 * ended session of a person must never end that of an account.
 */
export async function asPerson<T>(
  { cookies, locals, redirect }: Pick<AstroGlobal, 'cookies' | 'locals' | 'redirect'>,
  work: (api: ManagementApi) => Promise<T>,
): Promise<{ readonly done: T } | { readonly elsewhere: Response }> {
  const elsewhere = () => ({ elsewhere: redirect(`/${locals.lang}/my-data?login=needed`, 303) })
  const visit = await readCookie<PersonVisit>(cookies, 'person', locals.octroi)
  if (visit === null) return elsewhere()
  try {
    return { done: await work(personApi(visit, locals.lang, locals.octroi)) }
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error
    dropCookie(cookies, 'person', locals.octroi)
    return elsewhere()
  }
}

export async function isPersonHere({ cookies, locals }: Pick<AstroGlobal, 'cookies' | 'locals'>): Promise<boolean> {
  return (await readCookie<PersonVisit>(cookies, 'person', locals.octroi)) !== null
}
