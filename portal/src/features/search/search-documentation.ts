import { getApi, listApis, listProblems } from '../../api/catalog.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import { listPersonas } from '../../api/sandbox-library.ts'
import { textOf } from '../../i18n/localized-text.ts'
import { translator } from '../../i18n/translate.ts'
import type { PortalSettings } from '../../session/portal-settings.ts'
import type { Guide } from '../guides/guides.ts'
import { sandboxPages } from '../guides/sandbox-pages.ts'

export interface Found {
  readonly kind: 'guide' | 'operation' | 'problem' | 'persona'
  readonly href: string
  readonly title: string
  readonly text: string
}

const mostResults = 40

/** Guides, operations, problems and personas that hold every word, whatever its case and accents; titles first. */
export async function searchDocumentation(
  words: string,
  lang: string,
  api: ManagementApi,
  settings: PortalSettings,
  guides: readonly Guide[],
): Promise<Found[]> {
  const wanted = plain(words).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return []
  const [catalog, personas] = await Promise.all([fromCatalog(api, lang), fromPersonas(settings, lang)])
  const places = [...guides.map((guide) => fromGuide(guide, lang)), ...fromPages(lang), ...catalog, ...personas]
  const holds = (text: string) => wanted.every((word) => plain(text).includes(word))
  const found = places.filter(({ title, text, more }) => holds(`${title} ${text} ${more}`))
  const rank = ({ title }: Found) => (holds(title) ? 0 : 1)
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, mostResults)
}

type Place = Found & { readonly more: string }

function fromGuide({ slug, title, summary, markdown }: Guide, lang: string): Place {
  return { kind: 'guide', href: `/${lang}/docs/${slug}`, title, text: summary, more: markdown }
}

function fromPages(lang: string): Place[] {
  const t = translator(lang)
  return sandboxPages.map(({ slug, title, summary }) => {
    return { kind: 'guide', href: `/${lang}/docs/${slug}`, title: t(title), text: t(summary), more: '' }
  })
}

/** Without a sandbox the rest is still found. */
async function fromPersonas(settings: PortalSettings, lang: string): Promise<Place[]> {
  const { items } = await listPersonas(settings).catch(() => ({ items: [] }))
  return items.map(({ slug, title, story, persons }) => ({
    kind: 'persona' as const,
    href: `/${lang}/docs/personas/${slug}`,
    title: textOf(title, lang),
    text: textOf(story, lang),
    more: [slug, ...persons.flatMap(({ first_names, birth_name }) => [...first_names, birth_name])].join(' '),
  }))
}

async function fromCatalog(api: ManagementApi, lang: string): Promise<Place[]> {
  const [{ items }, problems] = await Promise.all([listApis(api), listProblems(api)])
  const details = await Promise.all(items.map((item) => getApi(api, item.api, item.version)))
  const operations = details.flatMap((detail) =>
    detail.descriptor.operations.map((operation) => ({
      kind: 'operation' as const,
      href: `/${lang}/catalog/${detail.api}/${detail.version}/${operation.operation_id}`,
      title: textOf(operation.summary, lang),
      text: `${operation.method} ${operation.path}`,
      more: [textOf(detail.title, lang), ...operation.scopes, ...personsOf(detail.descriptor.test_persons)].join(' '),
    })),
  )
  const types = problems.items.map(({ slug, title, cause, remedy }) => ({
    kind: 'problem' as const,
    href: `/${lang}/problems/${slug}`,
    title: textOf(title, lang),
    text: textOf(cause, lang),
    more: `${slug} ${textOf(remedy, lang)}`,
  }))
  return [...operations, ...types]
}

function personsOf(persons: readonly { readonly query: string }[]): string[] {
  return persons.flatMap(({ query }) => [...new URLSearchParams(query).values()])
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
