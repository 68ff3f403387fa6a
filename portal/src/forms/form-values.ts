/** One value, trimmed; empty when absent. */
export function textField(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** A value as typed: passwords keep their spaces. */
export function rawField(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** Every ticked value of a group of checkboxes. */
export function chosen<T extends string = string>(form: FormData, name: string): T[] {
  return form.getAll(name).filter((value): value is T & string => typeof value === 'string') as T[]
}

/** The hidden key that makes a double submit one creation. */
export function idempotencyKey(form: FormData): string {
  return textField(form, '_key')
}

/** The hidden ETag the edit is based on. */
export function ifMatch(form: FormData): string {
  return textField(form, '_etag')
}
