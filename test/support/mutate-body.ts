import type { SpecifiedOperation } from '#control-plane/framework/compile-specification.ts'
import { type Dictionary, isDictionary } from '#kit/dictionary.ts'

/** One hostile body as it goes over the wire, and what was done to it. */
export interface Mutation {
  readonly what: string
  readonly text: string
  /** Pointer of the member that must be named, when the mutation breaks the schema for certain. */
  readonly broken: string | null
}

const hugeText = 'x'.repeat(20_000)

// biome-ignore format: a list of values
/** Values of every type, none of which most fields accept; some pass a loose field, and must then be kept as they are. */
const strangers: readonly unknown[] = [
  null, true, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, '', ' ', hugeText, 'a\u0000b', '\ud800', '__proto__',
  "'; drop table accounts; --", '<script>alert(1)</script>', '2026-02-30', '0000-00-00T00:00:00Z', '../../etc/passwd',
  [], [null], [[]], {}, { $ref: '#' }, { toString: 1, length: -1 },
]

/** The schema with its reference followed. */
function followReference(document: Dictionary, schema: unknown): Dictionary {
  let found = isDictionary(schema) ? schema : {}
  while (typeof found.$ref === 'string') {
    const target = found.$ref
      .slice(2)
      .split('/')
      .reduce<unknown>((node, part) => (isDictionary(node) ? node[part] : null), document)
    found = isDictionary(target) ? target : {}
  }
  return found
}

/** The schema of an operation's body, or null when it takes none. */
export function bodySchemaOf(document: Dictionary, operation: SpecifiedOperation): Dictionary | null {
  if (operation.bodyPointer === null) return null
  const parts = operation.bodyPointer.slice(2).split('/').map(decodeURIComponent)
  const found = parts.reduce<unknown>(
    (node, part) => (isDictionary(node) ? node[part.replaceAll('~1', '/').replaceAll('~0', '~')] : null),
    document,
  )
  return followReference(document, found)
}

/** A value of the right types for a schema: not always acceptable, always complete. */
export function exampleOf(document: Dictionary, unresolved: unknown, depth = 0): unknown {
  const schema = followReference(document, unresolved)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (Array.isArray(schema.enum)) return schema.enum[0]
  if (type === 'object' && depth < 6) {
    const members = Object.entries(isDictionary(schema.properties) ? schema.properties : {})
    return Object.fromEntries(members.map(([name, member]) => [name, exampleOf(document, member, depth + 1)]))
  }
  if (type === 'object') return {}
  if (type === 'array') return [exampleOf(document, schema.items, depth + 1)]
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  if (type === 'boolean') return true
  const formats: Dictionary = {
    uuid: '00000000-0000-4000-8000-000000000000',
    email: 'fuzz@example.test',
    date: '2026-12-31',
    'date-time': '2026-12-31T00:00:00Z',
    uri: 'https://upstream.example',
  }
  return formats[String(schema.format)] ?? 'example'
}

interface Place {
  readonly pointer: string
  readonly path: readonly (string | number)[]
}

function placesOf(value: unknown, place: Place = { pointer: '', path: [] }): Place[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const inner = members.flatMap(([name, member]) =>
    placesOf(member, { pointer: `${place.pointer}/${name}`, path: [...place.path, name] }),
  )
  return [place, ...inner]
}

function replaced(value: unknown, path: readonly (string | number)[], change: (old: unknown) => unknown): unknown {
  const [first, ...rest] = path
  if (first === undefined) return change(value)
  if (Array.isArray(value)) return value.map((item, at) => (at === Number(first) ? replaced(item, rest, change) : item))
  return { ...(value as object), [first]: replaced((value as Dictionary)[first], rest, change) }
}

/** Hostile bodies for a schema: every member in turn takes every stranger, goes missing, and gets company. */
export function mutationsOf(document: Dictionary, schema: unknown): readonly Mutation[] {
  const example = exampleOf(document, schema)
  const places = placesOf(example)
  const swaps = places.flatMap(({ pointer, path }) =>
    strangers.map((stranger) => ({
      what: `${pointer || 'the body'} is ${JSON.stringify(stranger).slice(0, 40)}`,
      text: JSON.stringify(replaced(example, path, () => stranger)),
      broken: null,
    })),
  )
  const isClosed = followReference(document, schema).additionalProperties === false
  const guest = { ...(example as object), is_admin: true }
  const removals = Object.keys(example as object).map((name) => {
    const { [name]: _gone, ...rest } = example as Dictionary
    return { what: `${name} is missing`, text: JSON.stringify(rest), broken: null }
  })
  const framings = ['', '{', 'null', '[]', '"text"', '\uFEFF{}', '{}{}', '{"__proto__":{"a":1}}', '['.repeat(5_000)]
  return [
    ...swaps,
    ...removals,
    { what: 'a member nobody asked for', text: JSON.stringify(guest), broken: isClosed ? '/is_admin' : null },
    {
      what: 'constructor',
      text: JSON.stringify({ ...(example as object), constructor: { prototype: {} } }),
      broken: isClosed ? '/constructor' : null,
    },
    ...framings.map((text) => ({ what: `the body ${text.slice(0, 20)}`, text, broken: null })),
  ]
}
