export interface Target {
  readonly path: string
  readonly query: string
}

/** Escapes no path of ours needs: separators, dots, control characters, and `%25`, which hides another escape. */
const refusedEscape = /%(?:2e|2f|5c|25|[01][0-9a-f]|7f)/i
const unreservedEscape = /%(?:2d|5f|7e|3[0-9]|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])/i
/** Nothing the rules below could find fault with: what nearly every path looks like. */
const plainPath = /^(?:\/[A-Za-z0-9_~-]+(?:\.[A-Za-z0-9_~-]+)*)+$/
const pathCharacters = /^(?:\/(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%[0-9A-Fa-f]{2})*)+$/
const queryCharacters = /^(?:[A-Za-z0-9._~!$&'()*+,;=:@/?[\]-]|%[0-9A-Fa-f]{2})*$/

/**
 * Path and query of an origin-form target (RFC 9112 section 3.2.1), or the sentence that says why it
 * is not canonical. There is one way to write each path; every other one is refused, not mapped onto it.
 */
export function splitTarget(target: string): Target | string {
  if (!target.startsWith('/')) return 'The request target is a path that starts with a slash.'
  if (target.includes('#')) return 'A request target has no fragment.'
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  const query = mark < 0 ? '' : target.slice(mark + 1)
  if (plainPath.test(path) && queryCharacters.test(query)) return { path, query }
  if (path.includes('//')) return 'The path has an empty segment.'
  if (path.includes('\\') || path.includes(';')) return 'The path has a backslash or a semicolon.'
  if (/(?:^|\/)\.{1,2}(?:\/|$)/.test(path)) return 'The path has a dot segment.'
  if (refusedEscape.test(path)) return 'The path hides a separator, a dot, a control character or another escape.'
  if (unreservedEscape.test(path)) return 'The path escapes a character that needs no escape.'
  if (!pathCharacters.test(path)) return 'The path has a character that must be escaped.'
  if (!queryCharacters.test(query)) return 'The query has a character that must be escaped.'
  return { path, query }
}
