/**
 * Decodes `application/x-www-form-urlencoded` pairs strictly: null when an escape is broken, is not
 * UTF-8, or hides a control character. Nothing is repaired.
 */
export function parseQuery(query: string): readonly (readonly [string, string])[] | null {
  if (query === '') return []
  const pairs: (readonly [string, string])[] = []
  for (const part of query.split('&')) {
    const separator = part.indexOf('=')
    const name = decode(separator < 0 ? part : part.slice(0, separator))
    const value = decode(separator < 0 ? '' : part.slice(separator + 1))
    if (name === null || value === null || name === '') return null
    pairs.push([name, value])
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
