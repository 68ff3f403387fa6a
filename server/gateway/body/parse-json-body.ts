import { isDictionary } from '#kit/dictionary.ts'
import { repeatsMember } from './repeats-member.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const maxDepth = 32

/** The JSON value of a body, or the sentence that says why there is none. */
export function parseJsonBody(bytes: Buffer): { readonly value: unknown } | string {
  let value: unknown
  let text: string
  try {
    text = utf8.decode(bytes)
    value = JSON.parse(text)
  } catch {
    return 'The body is not JSON in UTF-8.'
  }
  if (!isHarmless(value, 0)) return 'The body is nested too deeply, or uses a reserved member name.'
  return repeatsMember(text) ? 'An object of the body has two members of one name.' : { value }
}

function isHarmless(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth >= maxDepth) return false
  if (Array.isArray(value)) return value.every((item) => isHarmless(item, depth + 1))
  if (!isDictionary(value)) return true
  return Object.keys(value).every((name) => name !== '__proto__' && isHarmless(value[name], depth + 1))
}
