const none: ReadonlyMap<string, string> = new Map()

/**
 * Decodes `application/x-www-form-urlencoded` pairs strictly, names and values in turn: null when an escape is broken,
 * is not UTF-8, or hides a control character. Nothing is repaired. `known` are names already decoded.
 */
export function parseQuery(query: string, known: ReadonlyMap<string, string> = none): readonly string[] | null {
  const pairs: string[] = []
  if (query === '') return pairs
  let at = 0
  while (at <= query.length) {
    const next = query.indexOf('&', at)
    const end = next < 0 ? query.length : next
    const separator = query.indexOf('=', at)
    const nameEnd = separator < 0 || separator > end ? end : separator
    const written = query.slice(at, nameEnd)
    const name = known.get(written) ?? decode(written)
    const value = decode(query.slice(Math.min(nameEnd + 1, end), end))
    if (name === null || value === null || name === '') return null
    pairs.push(name, value)
    at = end + 1
  }
  return pairs
}

function decode(text: string): string | null {
  if (!text.includes('%') && !text.includes('+')) return text
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '))
    return hasControl(decoded) ? null : decoded
  } catch {
    return null
  }
}

function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < 0x20 || code === 0x7f) return true
  }
  return false
}
