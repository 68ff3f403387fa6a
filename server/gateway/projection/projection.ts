import type { FieldNamer } from './create-field-namer.ts'

/** A tree of what is opened: `all` opens the whole subtree, else only the named children exist. */
export type OpenedTree =
  | { readonly all: true }
  | { readonly all: false; readonly children: ReadonlyMap<string, OpenedTree> }

/** What may leave for one set of effective scopes. */
export interface Projection {
  readonly opened: OpenedTree
  /** True when everything is opened (`*`): the answer is then relayed without being read. */
  readonly isWhole: boolean
  /** Names what an answer shows. */
  readonly nameFields: FieldNamer
}
