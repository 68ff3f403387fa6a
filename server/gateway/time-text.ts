/** ISO 8601 of an instant in milliseconds. */
export type TimeText = (at: number) => string

/** Remembers the millisecond written last: calls come many in one. */
export function createTimeText(): TimeText {
  let last = Number.NaN
  let text = ''
  return (at) => {
    if (at === last) return text
    last = at
    text = new Date(at).toISOString()
    return text
  }
}
