import type { Api } from '../../api/schemas.ts'
import type { Translate } from '../../i18n/translate.ts'
import { holds, type Visitor } from '../../session/visitor.ts'

/** The services a person may speak for, as options of a list: all for the operator, their own for a provider. */
export function declaredTargets(
  visitor: Visitor,
  apis: readonly Api[],
  t: Translate,
): { readonly value: string; readonly label: string }[] {
  const isOperator = holds(visitor.operator, 'administrator')
  const own = visitor.providers.filter((one) => holds(one, 'owner', 'administrator')).map((one) => one.organization)
  const slugs = own.map(({ slug }) => slug)
  const offered = apis.filter(({ state }) => state === 'published' || state === 'deprecated')
  return [
    ...(isOperator ? [{ value: 'platform', label: t('maintenance.platform') }] : []),
    ...own.map(({ id, name }) => ({ value: `provider:${id}`, label: t('maintenance.provider', { name }) })),
    ...offered
      .filter(({ provider }) => isOperator || slugs.includes(provider))
      .map((one) => ({ value: `api:${one.api}/${one.version}`, label: `${one.api} ${one.version}` })),
  ]
}
