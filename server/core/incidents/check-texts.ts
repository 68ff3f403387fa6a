import { InvalidInput } from '../errors.ts'
import type { LocaleMap } from '../locale/locale-map.ts'

/** @throws InvalidInput when a text has no words in its fallback language. */
export function checkTexts(field: string, { fallback, texts }: LocaleMap): void {
  if ((texts[fallback] ?? '').trim() !== '') return
  const message = 'The fallback language has no text.'
  throw new InvalidInput({
    problem: 'invalid-request',
    detail: message,
    errors: [{ field: `/${field}/texts/${fallback}`, rule: 'required', message }],
  })
}
