import { InvalidInput } from '#core/errors.ts'

/**
 * A query parameter as one of the words it may be, or null when it was not sent.
 * @throws InvalidInput naming the parameter.
 */
export function oneOf<T extends string>(words: readonly T[], value: string | undefined, field: string): T | null {
  if (value === undefined) return null
  const word = words.find((one) => one === value)
  if (word !== undefined) return word
  const message = `${field} is one of ${words.join(', ')}.`
  throw new InvalidInput({ problem: 'invalid-request', detail: message, errors: [{ field, rule: 'enum', message }] })
}
