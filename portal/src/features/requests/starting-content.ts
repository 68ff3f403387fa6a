import type { AccessRequestContent, Api, UseCase } from '../../api/schemas.ts'
import { textOf } from '../../i18n/localized-text.ts'

/**
 * The first content of a request: the use case's own texts and its first legal context, and of the API
 * one came from, the scopes the use case offers. Everything can be changed before it is sent.
 */
export function startingContent(
  useCase: UseCase | undefined,
  apis: readonly Api[],
  asked: string,
  lang: string,
): AccessRequestContent {
  const api = apis.find((one) => `${one.api}@${one.version}` === asked)
  const offered = api?.scopes.map(({ name }) => name).filter((name) => useCase?.scopes.offered.includes(name)) ?? []
  const chosen =
    api !== undefined && offered.length > 0 ? [{ api: api.api, version: api.version, scopes: offered }] : []
  if (useCase === undefined) return { apis: chosen }
  const { template } = useCase
  return {
    apis: chosen,
    title: textOf(useCase.title, lang).slice(0, 200),
    purpose: textOf(template.purpose, lang),
    legal_text: textOf(template.legal_text, lang),
    recipients_of_data: textOf(template.recipients_of_data, lang),
    retention_months: template.retention_months,
    legal_contexts: useCase.legal_contexts.slice(0, 1),
    ...(useCase.legal_bases[0] === undefined ? {} : { legal_basis: useCase.legal_bases[0] }),
  }
}
