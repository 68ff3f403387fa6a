import type { LocaleMap } from '#core/locale/locale-map.ts'
import { problemCatalog } from '#core/problems/catalog.ts'
import type { ProblemType } from '#core/problems/problem-type.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { slicePage } from '../../framework/slice-page.ts'

const problems = Object.entries<ProblemType>(problemCatalog)

function inBothLanguages(texts: ProblemType['title']): LocaleMap {
  return { fallback: 'en', texts: { ...texts } }
}

export const operation = definePublicOperation('listProblems', async ({ query }) => {
  const page = slicePage(problems, pageOf(query, 'text'), ([slug]) => slug)
  const body = renderPage(page, ([slug, { status, title, cause, remedy }]) => ({
    slug,
    status,
    title: inBothLanguages(title),
    cause: inBothLanguages(cause),
    remedy: inBothLanguages(remedy),
  }))
  return { status: 200, body }
})
