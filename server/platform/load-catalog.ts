import { globSync } from 'node:fs'
import { join } from 'node:path'
import { createDocumentReader, loadSpecification } from '#config/load-specification.ts'

/** The repository's own folders, which ship with the server. */
export const repository = join(import.meta.dirname, '..', '..')

/** The specifications of `specs/catalog`, bundled, in the order of their names. */
export function loadCatalog(): Promise<readonly unknown[]> {
  const files = globSync('specs/catalog/*/*.openapi.yaml', { cwd: repository }).sort()
  const read = createDocumentReader()
  return Promise.all(files.map((file) => loadSpecification(join(repository, file), read)))
}
