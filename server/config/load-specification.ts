import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { bundleReferences, type ReadDocument } from '#kit/bundle-references.ts'

/**
 * Reads a specification in YAML or JSON and bundles the files it refers to, ready for `compileApi`.
 * `read` lets several specifications share what `createDocumentReader` has parsed.
 * @throws Error naming the file that is absent, unreadable or badly referred to.
 */
export function loadSpecification(path: string, read: ReadDocument = createDocumentReader()): Promise<unknown> {
  return bundleReferences(path, read)
}

/** Parses each file once, however many specifications refer to it. */
export function createDocumentReader(): ReadDocument {
  const parsed = new Map<string, Promise<unknown>>()
  return (file) => {
    const known = parsed.get(file) ?? readFile(file, 'utf8').then((text) => parse(text, { maxAliasCount: 100 }))
    parsed.set(file, known)
    return known
  }
}
