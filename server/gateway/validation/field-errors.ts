import type { ErrorObject } from 'ajv'
import type { FieldError } from '#core/errors.ts'

/** Ajv's failures as fields and rules. Its messages speak of the schema only, never of the value. */
export function toFieldErrors(failures: readonly ErrorObject[], where: 'parameter' | 'body'): readonly FieldError[] {
  return failures.slice(0, 50).map((failure) => ({
    field: fieldOf(failure, where),
    rule: failure.keyword,
    message: sentence(failure),
  }))
}

function fieldOf(failure: ErrorObject, where: 'parameter' | 'body'): string {
  const missing = failure.params.missingProperty ?? failure.params.additionalProperty
  const child =
    typeof missing === 'string' ? `/${missing.slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1')}` : ''
  const pointer = `${failure.instancePath}${child}`
  if (where === 'body') return pointer
  return pointer.split('/')[1] ?? ''
}

function sentence(failure: ErrorObject): string {
  if (failure.keyword === 'required') return 'This is required.'
  if (failure.keyword === 'additionalProperties') return 'This member does not exist.'
  const message = failure.message ?? 'breaks a rule'
  return `This ${message}.`
}
