import { definePublicOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { slicePage } from '../../framework/slice-page.ts'

export const operation = definePublicOperation('listLegalBases', async ({ query }, deps) => {
  const page = slicePage(deps.pack.legalBases, pageOf(query, 'text'), (basis) => basis.id)
  return { status: 200, body: renderPage(page, (basis) => basis) }
})
