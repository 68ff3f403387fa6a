import { errors } from 'oidc-provider'

/**
 * Scopes a token gets: all granted ones when none is asked, else those asked that are granted.
 * @throws InvalidScope when that leaves nothing: a token that opens nothing is only ever a mistake.
 */
export function resolveScope(granted: readonly string[], asked: unknown): string {
  const wanted = typeof asked === 'string' && asked !== '' ? new Set(asked.split(' ')) : null
  const opened = wanted ? granted.filter((scope) => wanted.has(scope)) : granted
  if (opened.length > 0) return opened.join(' ')
  throw new errors.InvalidScope(
    wanted ? 'none of these scopes is granted to this application' : 'no scope is granted to this application',
    wanted ? String(asked) : '',
  )
}
