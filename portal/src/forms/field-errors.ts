import { labelOf, type Translate } from '../i18n/translate.ts'

/** Message by field name of the form. */
export type FieldErrors = Readonly<Record<string, string>>

interface ApiFieldError {
  readonly field: string
  readonly rule: string
  readonly message: string
}

/** `/content/apis/0/scopes`, `body.content.purpose` and `purpose` all name a field of a form. */
export function formFieldOf(field: string): string {
  const path = field
    .replace(/^#/, '')
    .split(/[/.]/)
    .filter((part) => part !== '' && part !== 'body' && part !== 'content')
  if (path[0] === 'contacts' && path.length >= 3) return `contacts.${path[1]}.${path[2]}`
  return path[0] ?? field
}

/** Where we know the rule, our own sentence in the reader's language; else the API's. */
export function fieldErrors(errors: readonly ApiFieldError[], t: Translate): FieldErrors {
  const found: Record<string, string> = {}
  for (const { field, rule, message } of errors) {
    const name = formFieldOf(field)
    const own = labelOf(t, 'rule', rule)
    found[name] ??= own === rule ? message : own
  }
  return found
}
