import { isDictionary } from '#kit/dictionary.ts'

const maxFields = 200
const maxDepth = 12

/** Sorted paths of the leaves of an answer, arrays crossed without a mark: what the record says was returned. */
export function nameFields(answer: unknown): readonly string[] {
  const names = new Set<string>()
  collect(answer, '', 0, names)
  return [...names].sort()
}

function collect(value: unknown, path: string, depth: number, names: Set<string>): void {
  if (names.size >= maxFields) return
  if (Array.isArray(value) && depth < maxDepth) {
    for (const item of value) collect(item, path, depth + 1, names)
    return
  }
  if (isDictionary(value) && depth < maxDepth) {
    for (const name in value) collect(value[name], path === '' ? name : `${path}.${name}`, depth + 1, names)
    return
  }
  if (path !== '') names.add(path)
}
