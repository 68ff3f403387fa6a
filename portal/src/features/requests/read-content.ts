import type { AccessRequestContent, Api, Contact, LegalBasis, UseCase } from '../../api/schemas.ts'
import { chosen, textField } from '../../forms/form-values.ts'

/** Contacts are asked for in this order; the API names them by index. */
export const contactRoles = ['business', 'technical', 'data_protection'] as const satisfies Contact['role'][]

/** What the form can choose from. */
export interface RequestChoices {
  readonly apis: readonly Api[]
  readonly useCase: UseCase | undefined
  readonly legalBases: readonly LegalBasis[]
}

/** The content typed in the form. Empty fields are left out: a draft may be partial. */
export function readContent(form: FormData, choices: RequestChoices): AccessRequestContent {
  const text = (name: string) => textField(form, name)
  const known = choices.useCase?.legal_contexts ?? []
  const content: AccessRequestContent = {
    title: text('title'),
    purpose: text('purpose'),
    legal_basis: text('legal_basis'),
    legal_text: text('legal_text'),
    legal_contexts: known.filter(({ code }) => form.getAll('legal_contexts').includes(code)),
    apis: choices.apis
      .map(({ api, version }) => ({ api, version, scopes: chosen(form, `scopes:${api}@${version}`) }))
      .filter(({ scopes }) => scopes.length > 0),
    recipients_of_data: text('recipients_of_data'),
    retention_justification: text('retention_justification') || null,
    production_date: text('production_date') || null,
    end_date: text('end_date') || null,
    contacts: contactsOf(form),
  }
  const retention = wholeNumber(text('retention_months'))
  const calls = wholeNumber(text('expected_calls_per_day'))
  return {
    ...content,
    ...(retention === null ? {} : { retention_months: retention }),
    ...(calls === null ? {} : { expected_calls_per_day: calls }),
  }
}

function contactsOf(form: FormData): Contact[] {
  return contactRoles.flatMap((role, index) => {
    const name = textField(form, `contacts.${index}.name`)
    const email = textField(form, `contacts.${index}.email`)
    const phone = textField(form, `contacts.${index}.phone`)
    return name === '' && email === '' ? [] : [{ role, name, email, phone: phone || null }]
  })
}

/** A number as typed, with or without spaces; what is not one goes to the API as it is, to be refused there. */
function wholeNumber(text: string): number | null {
  const compact = text.replace(/[\s  ]/g, '')
  return compact === '' ? null : Number.isFinite(Number(compact)) ? Number(compact) : -1
}
