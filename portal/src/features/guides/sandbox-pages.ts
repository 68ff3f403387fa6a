import type { MessageKey } from '../../i18n/translate.ts'

/** Pages of the documentation that are generated from the sandbox's own data, beside the guides. */
export const sandboxPages: readonly {
  readonly slug: string
  readonly title: MessageKey
  readonly summary: MessageKey
}[] = [
  { slug: 'personas', title: 'personas.title', summary: 'personas.lead' },
  { slug: 'population', title: 'population.title', summary: 'population.lead' },
  { slug: 'non-reality', title: 'declaration.title', summary: 'declaration.lead' },
  { slug: 'fares', title: 'fares.title', summary: 'fares.lead' },
]
