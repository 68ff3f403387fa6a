import type { ApiDetail } from '../../api/descriptor.ts'
import type { LocaleMap } from '../../api/schemas.ts'
import { languages, type MessageKey } from '../../i18n/translate.ts'

/** Something that no rule demands and that readers or callers will miss. */
export interface Advice {
  readonly key: MessageKey
  readonly where: string
}

/** What to improve before an API version is published. */
export function specificationAdvice({ title, description, descriptor, scopes, ...detail }: ApiDetail): Advice[] {
  const texts: [string, LocaleMap][] = [
    ['title', title],
    ['description', description],
    ...scopes.flatMap((one): [string, LocaleMap][] => [
      [`scopes.${one.name}.label`, one.label],
      [`scopes.${one.name}.description`, one.description],
    ]),
    ...descriptor.operations.map(({ operation_id, summary }): [string, LocaleMap] => [operation_id, summary]),
  ]
  const untranslated = texts.filter(([, map]) => languages.some((lang) => !Object.hasOwn(map.texts, lang)))
  const closed = descriptor.operations.filter(({ scopes: needed }) => needed.length === 0)
  return [
    ...untranslated.map(([where]): Advice => ({ key: 'manage.advice.language', where })),
    ...(descriptor.test_persons.length === 0
      ? [{ key: 'manage.advice.test-person' as const, where: 'test_persons' }]
      : []),
    ...(descriptor.freshness === null ? [{ key: 'manage.advice.freshness' as const, where: 'freshness' }] : []),
    ...closed.map(({ operation_id }): Advice => ({ key: 'manage.advice.scopes', where: operation_id })),
    ...(detail.upstream_url === null && detail.upstream_targets.length === 0
      ? [{ key: 'manage.advice.upstream' as const, where: 'upstream_url' }]
      : []),
  ]
}
