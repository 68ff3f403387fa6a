import type { ApiProblem } from '../../api/api-problem.ts'
import type { Page, ProblemType } from '../../api/schemas.ts'
import { textOf } from '../../i18n/localized-text.ts'

export interface ProblemTexts {
  readonly title: string
  readonly detail: string
  readonly remedy: string
}

/** Title and remedy in the reader's language where the catalogue of problems can be read, else what came. */
export async function problemTexts(
  problem: ApiProblem,
  loadTypes: () => Promise<Page<ProblemType>>,
  lang: string,
): Promise<ProblemTexts> {
  const { items } = await loadTypes().catch(() => ({ items: [] as ProblemType[] }))
  const type = items.find(({ slug }) => slug === problem.slug)
  return {
    title: textOf(type?.title, lang) || problem.document.title,
    detail: problem.document.detail ?? '',
    remedy: textOf(type?.remedy, lang),
  }
}
