import { InvalidInput } from '#core/errors.ts'

/**
 * Refuses text that no store of ours can keep: PostgreSQL has no NUL character, and half a surrogate pair is no
 * Unicode.
 * @throws InvalidInput naming the field.
 */
export function checkText(text: string, field: string): void {
  if (!text.includes('\0') && text.isWellFormed()) return
  const message = `${field || 'The body'} must be Unicode text without NUL characters.`
  throw new InvalidInput({
    problem: 'invalid-request',
    detail: message,
    errors: [{ field, rule: 'unicode', message }],
  })
}
