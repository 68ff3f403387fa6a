import type { DraftContent } from './access-request.ts'

/** Data scopes by `api@version`, as decisions and votes name them. */
export type ScopesByApi = Readonly<Record<string, readonly string[]>>

export function apiKey(api: { readonly api: string; readonly version: string }): string {
  return `${api.api}@${api.version}`
}

/** What the content asks of one provider: scopes of the APIs it owns. */
export function askedScopes(
  content: DraftContent,
  owners: ReadonlyMap<string, string>,
  providerId: string,
): ScopesByApi {
  const asked = (content.apis ?? []).filter((item) => owners.get(apiKey(item)) === providerId)
  return Object.fromEntries(asked.map((item) => [apiKey(item), item.scopes]))
}
