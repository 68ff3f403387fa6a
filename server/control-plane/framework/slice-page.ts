import { type Page, type PageRequest, toPage } from '#core/page.ts'

/** A page of a list that is short enough to be held whole. `keyOf` is unique, and the order of the list. */
export function slicePage<T>(items: readonly T[], page: PageRequest, keyOf: (item: T) => string): Page<T> {
  const sorted = [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const { after } = page
  const rest = after === null ? sorted : sorted.filter((item) => keyOf(item) > after)
  return toPage(rest.slice(0, page.size + 1), page.size, keyOf)
}
