/** A JSON object whose members are not known yet. */
export type Dictionary = Readonly<Record<string, unknown>>

/** Whether `value` is a JSON object: not null, not an array. */
export function isDictionary(value: unknown): value is Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
