import { type Dictionary, isDictionary } from '#kit/dictionary.ts'
import type { SpecificationIssues } from './specification-issues.ts'

const maxNodes = 200_000
const maxDepth = 64

/**
 * The document with every local `$ref` (`#/...`) replaced by what it points at (OpenAPI 3.1, JSON
 * Schema 2020-12 section 8.2.3.1: members beside `$ref` stay and win). A reference that leaves the
 * document, points at nothing or runs in a circle is an issue: a descriptor is finite plain data.
 */
export function resolveReferences(document: Dictionary, issues: SpecificationIssues): Dictionary {
  let nodes = 0

  function resolve(value: unknown, pointer: readonly string[], open: readonly string[]): unknown {
    nodes += 1
    if (nodes > maxNodes || pointer.length > maxDepth) {
      if (nodes <= maxNodes + 1) issues.add(pointer.slice(0, 3), 'size', 'The document is too large or too deep.')
      nodes = Math.max(nodes, maxNodes + 1)
      return {}
    }
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, [...pointer, String(index)], open))
    if (!isDictionary(value)) return value
    const reference = value.$ref
    if (typeof reference === 'string' && !isMapOfNames(pointer)) {
      const { $ref: _, ...beside } = value
      const target = follow(reference, pointer, open)
      const own = resolveMembers(beside, pointer, open)
      return isDictionary(target) ? { ...target, ...own } : target
    }
    return resolveMembers(value, pointer, open)
  }

  function resolveMembers(value: Dictionary, pointer: readonly string[], open: readonly string[]): Dictionary {
    const resolved: Record<string, unknown> = {}
    for (const [name, member] of Object.entries(value)) {
      if (name === '__proto__') issues.add([...pointer, name], 'name', '`__proto__` is not accepted as a name.')
      else resolved[name] = resolve(member, [...pointer, name], open)
    }
    return resolved
  }

  function follow(reference: string, pointer: readonly string[], open: readonly string[]): unknown {
    if (!reference.startsWith('#/')) {
      issues.add([...pointer, '$ref'], 'reference', `\`${reference}\` leaves the document; bundle it first.`)
      return {}
    }
    if (open.includes(reference)) {
      issues.add([...pointer, '$ref'], 'reference', `\`${reference}\` contains itself.`)
      return {}
    }
    let target: unknown = document
    for (const segment of reference.slice(2).split('/')) {
      const name = decodeSegment(segment)
      target =
        (isDictionary(target) || Array.isArray(target)) && Object.hasOwn(target, name)
          ? (target as Dictionary)[name]
          : undefined
    }
    if (target === undefined) {
      issues.add([...pointer, '$ref'], 'reference', `\`${reference}\` points at nothing.`)
      return {}
    }
    return resolve(target, pointer, [...open, reference])
  }

  return resolveMembers(document, [], [])
}

/** `properties: { $ref: {...} }` names a property; it is not a reference. */
function isMapOfNames(pointer: readonly string[]): boolean {
  return pointer.at(-1) === 'properties'
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return segment
  }
}
