import { posix } from 'node:path'
import { type Dictionary, isDictionary } from './dictionary.ts'

/** Reads and parses one file; the kit itself knows neither files nor YAML. */
export type ReadDocument = (path: string) => Promise<unknown>

/**
 * One self-contained document out of several: every `$ref` into another file (`../shared/a.yaml#/x`)
 * is replaced by a copy of its target under `$defs`, once, and points there.
 * @throws Error naming the file and the reference that points at nothing.
 */
export async function bundleReferences(path: string, read: ReadDocument): Promise<unknown> {
  const files = new Map<string, Promise<unknown>>()
  const definitions = new Map<string, { name: string; value: unknown }>()
  const root = posix.normalize(path)

  const load = (file: string): Promise<unknown> => {
    const known = files.get(file) ?? read(file)
    files.set(file, known)
    return known
  }

  async function rewrite(value: unknown, file: string): Promise<unknown> {
    if (Array.isArray(value)) return Promise.all(value.map((item) => rewrite(item, file)))
    if (!isDictionary(value)) return value
    const copy: Record<string, unknown> = {}
    for (const [name, member] of Object.entries(value)) {
      copy[name] =
        name === '$ref' && typeof member === 'string'
          ? await rewriteReference(member, file)
          : await rewrite(member, file)
    }
    return copy
  }

  async function rewriteReference(reference: string, file: string): Promise<string> {
    const [target = '', fragment = ''] = reference.split('#', 2)
    const targetFile = target === '' ? file : posix.join(posix.dirname(file), target)
    if (targetFile === root) return `#${fragment}`
    const key = `${targetFile}#${fragment}`
    const known = definitions.get(key)
    if (known) return `#/$defs/${known.name}`
    const entry = { name: `bundled-${definitions.size + 1}`, value: undefined as unknown }
    definitions.set(key, entry)
    const found = pick(await load(targetFile), fragment)
    if (found === undefined) throw new Error(`${file}: ${reference} points at nothing`)
    entry.value = await rewrite(found, targetFile)
    return `#/$defs/${entry.name}`
  }

  const document = await rewrite(await load(root), root)
  if (!isDictionary(document) || definitions.size === 0) return document
  const own: Dictionary = isDictionary(document.$defs) ? document.$defs : {}
  const bundled = Object.fromEntries([...definitions.values()].map(({ name, value }) => [name, value]))
  return { ...document, $defs: { ...own, ...bundled } }
}

/** What a JSON pointer (RFC 6901) names in a document, or undefined. */
function pick(document: unknown, pointer: string): unknown {
  let value = document
  for (const segment of pointer.split('/').slice(1)) {
    const name = decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(value)) value = value[Number(name)]
    else value = isDictionary(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }
  return value
}
