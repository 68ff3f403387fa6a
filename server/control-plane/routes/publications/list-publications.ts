import { definePublicOperation } from '../../framework/operation.ts'

export const operation = definePublicOperation('listPublications', async ({ query }, deps) => {
  const items = await deps.unitOfWork.read((tx) => deps.publications.list(tx, query.kind ?? null))
  return { status: 200, body: { items } }
})
