import type { AuthorizationFile } from '#core/authorizations/authorization-store.ts'
import type { components } from '../../generated/management.ts'
import { presentOpened } from '../authorizations/present-authorization.ts'

type Entry = components['schemas']['RegisterEntry']

/** An authorization as everybody may read it: who, for what, on which basis. No contact, nobody's name. */
export function presentRegisterEntry(file: AuthorizationFile): Entry {
  const { authorization } = file
  const { content } = authorization
  return {
    id: authorization.id,
    reference: authorization.reference,
    beneficiary_name: file.beneficiary_name,
    beneficiary_identifiers: file.beneficiary_identifiers.map((identifier) => ({ ...identifier })),
    application_name: file.application_name,
    title: content.title,
    purpose: content.purpose,
    legal_basis: content.legal_basis,
    legal_text: content.legal_text,
    opened: presentOpened(file),
    state: authorization.state,
    valid_from: authorization.valid_from,
    valid_until: authorization.valid_until,
    supersedes: authorization.supersedes,
    is_demo: file.beneficiary_is_demo,
  }
}
