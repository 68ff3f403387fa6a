import type { ProjectionRule } from '#core/catalog/operation-descriptor.ts'
import { createFieldNamer } from './create-field-namer.ts'
import type { OpenedTree, Projection } from './projection.ts'

interface DraftTree {
  all: boolean
  readonly children: Map<string, DraftTree>
}

/** The tree of paths opened by `always` and by each effective scope. Scopes the rule does not know open nothing. */
export function compileProjection(rule: ProjectionRule, scopes: readonly string[]): Projection {
  const root: DraftTree = { all: false, children: new Map() }
  const paths = [...rule.always]
  for (const scope of scopes) if (Object.hasOwn(rule.by_scope, scope)) paths.push(...(rule.by_scope[scope] ?? []))
  for (const path of paths) open(root, path)
  const opened = freeze(root)
  return { opened, isWhole: opened.all, nameFields: createFieldNamer() }
}

function open(root: DraftTree, path: string): void {
  if (path === '*') {
    root.all = true
    return
  }
  let node = root
  for (const name of path.split('.')) {
    const child = node.children.get(name) ?? { all: false, children: new Map<string, DraftTree>() }
    node.children.set(name, child)
    node = child
  }
  node.all = true
}

function freeze(draft: DraftTree): OpenedTree {
  if (draft.all) return { all: true }
  return { all: false, children: new Map([...draft.children].map(([name, child]) => [name, freeze(child)])) }
}
