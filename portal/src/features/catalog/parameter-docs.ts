import type { Operation } from '../../api/descriptor.ts'
import type { LocaleMap } from '../../api/schemas.ts'

interface ParameterDoc {
  readonly label: LocaleMap | null
  readonly description: string | null
}

type Json = Record<string, unknown>

/** Label and description of each parameter, from the OpenAPI document; a twin takes its GET's. */
export function parameterDocs(document: Json, operation: Operation): Map<string, ParameterDoc> {
  const docs = new Map<string, ParameterDoc>()
  const wanted = [operation.operation_id, operation.twin_of]
  for (const item of Object.values((document['paths'] ?? {}) as Json)) {
    for (const described of Object.values((item ?? {}) as Json)) {
      const candidate = described as { operationId?: string; parameters?: unknown[] } | null
      if (!wanted.includes(candidate?.operationId ?? '')) continue
      for (const reference of candidate?.parameters ?? []) addDoc(docs, resolve(document, reference))
    }
  }
  return docs
}

function addDoc(docs: Map<string, ParameterDoc>, parameter: Json): void {
  const name = String(parameter['name'] ?? '').replace(/\[\]$/, '')
  const label = parameter['x-octroi-label'] as LocaleMap | undefined
  const description = parameter['description']
  if (name === '' || docs.has(name)) return
  docs.set(name, { label: label ?? null, description: typeof description === 'string' ? description : null })
}

/** Follows a reference inside the document; others stay unresolved and say nothing. */
function resolve(document: Json, value: unknown): Json {
  const reference = (value as Json | null)?.['$ref']
  if (typeof reference !== 'string') return (value ?? {}) as Json
  if (!reference.startsWith('#/')) return {}
  let found: unknown = document
  for (const part of reference.slice(2).split('/')) {
    found = (found as Json | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return (found ?? {}) as Json
}
