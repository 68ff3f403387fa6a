import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { localProblem } from '../../api/api-problem.ts'
import type { components } from '../../api/generated/management.ts'
import { textField } from '../../forms/form-values.ts'

type Document = components['schemas']['ApiImport']['document']

/** A specification as its author wrote it: an uploaded file, or what was pasted. */
export async function writtenSpecification(form: FormData): Promise<string> {
  const file = form.get('file')
  return file instanceof File && file.size > 0 ? file.text() : textField(form, 'document')
}

/** The document of a specification written in YAML or JSON. @throws ApiProblem `invalid-specification`. */
export function parseSpecification(text: string, requestId: string): Document {
  const parsed = parseDocument(text)
  const [error] = parsed.errors
  const value: unknown = error === undefined ? readValue(parsed) : null
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Document
  const message = error?.message.split('\n')[0] ?? 'An OpenAPI document is an object, in YAML or JSON.'
  const problem = localProblem(422, 'invalid-specification', 'Invalid specification', requestId)
  problem.document.errors = [{ field: '/document', rule: 'syntax', message }]
  throw problem
}

/** Null where aliases multiply beyond what the parser allows. */
function readValue(parsed: ReturnType<typeof parseDocument>): unknown {
  try {
    return parsed.toJS()
  } catch {
    return null
  }
}

/** The line, from 1, that a JSON pointer (RFC 6901) means; that of the nearest parent where it leads nowhere. */
export function lineOf(text: string, pointer: string): number {
  const lines = new LineCounter()
  let node: unknown = parseDocument(text, { lineCounter: lines }).contents
  let at = 0
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === name)
      if (pair === undefined) break
      at = startOf(pair.key) ?? at
      node = pair.value
    } else if (isSeq(node) && node.items[Number(name)] !== undefined) {
      node = node.items[Number(name)]
      at = startOf(node) ?? at
    } else break
  }
  return lines.linePos(at).line
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0]
}
