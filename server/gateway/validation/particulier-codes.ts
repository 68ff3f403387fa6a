import type { OperationDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { FieldError } from '#core/errors.ts'

/** The parameter a field error is about: a name, or the first member of a body's pointer. */
export function parameterOf(error: FieldError): string {
  return error.field.startsWith('/') ? (error.field.split('/')[1] ?? '') : error.field
}

/** API Particulier's platform codes for a refused parameter; 00366 is its generic one. */
export function particulierCodeOf(error: FieldError, operation: OperationDescriptor): string {
  const name = parameterOf(error)
  if (name !== '' && name === operation.recipient_parameter) {
    return error.rule === 'required' ? '00203' : error.rule === 'recipient-is-provider' ? '00211' : '00210'
  }
  if (name === 'annee' || name === 'mois')
    return error.rule === 'required' || error.rule === 'dependentRequired' ? '00357' : '00355'
  if (name === 'ine') return '00360'
  if (name === 'identifiant') return '00380'
  if (name === 'codeCogInseePaysNaissance') return '00400'
  return '00366'
}
