/** A page of a list, by ascending identifier unless the list says otherwise. */
export interface PageRequest {
  /** Identifier of the last item of the previous page, or null for the first page. */
  readonly after: string | null
  /** At most this many items, 1 to 200. */
  readonly size: number
}

export interface Page<T> {
  readonly items: readonly T[]
  /** What to ask as `after` for the next page; null at the end. */
  readonly next: string | null
}

/** Cuts what a store read (one row more than asked) into a page. */
export function toPage<T>(rows: readonly T[], size: number, idOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, size)
  const last = items.at(-1)
  return { items, next: rows.length > size && last !== undefined ? idOf(last) : null }
}
