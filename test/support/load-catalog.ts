import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { compileApi } from '#core/catalog/compile-api.ts'
import type { ApiDescriptor } from '#core/catalog/operation-descriptor.ts'
import { bundleReferences } from '#kit/bundle-references.ts'

const root = join(import.meta.dirname, '../..')

/** Paths of the catalogue's specifications, from the root of the repository. */
export function catalogFiles(): readonly string[] {
  return globSync('specs/catalog/*/*.openapi.yaml', { cwd: root }).sort()
}

/** One specification of the repository, bundled. */
export function readCatalogFile(file: string): Promise<unknown> {
  return bundleReferences(file, async (path) => parse(await readFile(join(root, path), 'utf8')))
}

/** One specification of the repository, bundled and compiled. */
export async function compileCatalogFile(file: string): Promise<ApiDescriptor> {
  return compileApi(await readCatalogFile(file))
}

/** The whole catalogue of the repository. */
export function loadCatalog(): Promise<readonly ApiDescriptor[]> {
  return Promise.all(catalogFiles().map(compileCatalogFile))
}
