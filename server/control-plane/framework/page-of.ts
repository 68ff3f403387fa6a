import { InvalidInput } from '#core/errors.ts'
import type { Page, PageRequest } from '#core/page.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const defaultSize = 50

interface PageQuery {
  readonly cursor?: string
  readonly page_size?: number
}

/**
 * The page a list request asks for. `keys` says what its items are ordered by.
 * @throws InvalidInput for a cursor that is not one of ours.
 */
export function pageOf(query: PageQuery, keys: 'uuid' | 'text' = 'uuid'): PageRequest {
  const size = query.page_size ?? defaultSize
  if (query.cursor === undefined) return { after: null, size }
  const after = Buffer.from(query.cursor, 'base64url').toString()
  const isOurs = Buffer.from(after).toString('base64url') === query.cursor && !after.includes('\0')
  if (!isOurs || (keys === 'uuid' && !uuid.test(after))) {
    const message = 'cursor must be the next_cursor of an earlier answer.'
    throw new InvalidInput({
      problem: 'invalid-request',
      detail: message,
      errors: [{ field: 'cursor', rule: 'format', message }],
    })
  }
  return { after, size }
}

/** The body of a list answer. */
export function renderPage<T, R>(page: Page<T>, render: (item: T) => R): { items: R[]; next_cursor: string | null } {
  return {
    items: page.items.map(render),
    next_cursor: page.next === null ? null : Buffer.from(page.next).toString('base64url'),
  }
}
