import { createBoundedMap } from '#kit/bounded-map.ts'
import { isDictionary } from '#kit/dictionary.ts'

const maxFields = 200
const maxDepth = 12
/** Paths and lists remembered; a provider that invents names makes no more. */
const maxPaths = 2_000
const maxLists = 200

/** Sorted paths of the leaves of an answer, arrays crossed without a mark: what the record says was returned. */
export type FieldNamer = (answer: unknown) => readonly string[]

interface PathNode {
  readonly path: string
  readonly id: number
  readonly children: Map<string, PathNode>
  /** The answer in which it was last a leaf. */
  seenIn: number
}

/** Remembers paths, and the list of each shape of answer it has seen: the same shape gives the same list. */
export function createFieldNamer(): FieldNamer {
  const root: PathNode = { path: '', id: 0, children: new Map(), seenIn: 0 }
  const lists = createBoundedMap<string, readonly string[]>(maxLists)
  let paths = 0
  let answers = 0
  let leaves: PathNode[] = []
  let key = ''

  function childOf(node: PathNode, name: string): PathNode {
    const known = node.children.get(name)
    if (known) return known
    const path = node === root ? name : `${node.path}.${name}`
    paths += 1
    const child: PathNode = { path, id: paths, children: new Map(), seenIn: 0 }
    if (paths <= maxPaths) node.children.set(name, child)
    return child
  }

  function collect(value: unknown, node: PathNode, depth: number): void {
    if (leaves.length >= maxFields) return
    if (Array.isArray(value) && depth < maxDepth) {
      for (const item of value) collect(item, node, depth + 1)
      return
    }
    if (isDictionary(value) && depth < maxDepth) {
      for (const name in value) collect(value[name], childOf(node, name), depth + 1)
      return
    }
    if (node === root || node.seenIn === answers) return
    node.seenIn = answers
    leaves.push(node)
    key = `${key} ${node.id}`
  }

  return (answer) => {
    answers += 1
    leaves = []
    key = ''
    collect(answer, root, 0)
    const known = lists.get(key)
    if (known) return known
    const names = [...new Set(leaves.map(({ path }) => path))].sort()
    if (paths <= maxPaths) lists.set(key, names)
    return names
  }
}
