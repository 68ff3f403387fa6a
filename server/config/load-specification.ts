import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { bundleReferences } from '#kit/bundle-references.ts'

/**
 * Reads a specification in YAML or JSON and bundles the files it refers to, ready for `compileApi`.
 * @throws Error naming the file that is absent, unreadable or badly referred to.
 */
export function loadSpecification(path: string): Promise<unknown> {
  return bundleReferences(path, async (file) => parse(await readFile(file, 'utf8'), { maxAliasCount: 100 }))
}
