import type { Operation } from '../../api/descriptor.ts'

type Json = Readonly<Record<string, unknown>>

export interface DocumentedError {
  readonly status: string
  /** In the language of the interface, French. */
  readonly description: string
}

/** The refusals an operation's document announces, by status; a twin has its GET's. */
export function documentedErrors(document: Json, operation: Operation): DocumentedError[] {
  const wanted = operation.twin_of ?? operation.operation_id
  for (const item of Object.values((document['paths'] ?? {}) as Json)) {
    for (const described of Object.values((item ?? {}) as Json)) {
      const candidate = described as { operationId?: string; responses?: Json } | null
      if (candidate?.operationId !== wanted) continue
      return Object.entries(candidate.responses ?? {})
        .filter(([status]) => !status.startsWith('2'))
        .map(([status, response]) => ({
          status,
          description: String(followed(document, response)['description'] ?? ''),
        }))
    }
  }
  return []
}

function followed(document: Json, value: unknown): Json {
  const reference = (value as Json | null)?.['$ref']
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return (value ?? {}) as Json
  let found: unknown = document
  for (const part of reference.slice(2).split('/')) {
    found = (found as Json | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return (found ?? {}) as Json
}
