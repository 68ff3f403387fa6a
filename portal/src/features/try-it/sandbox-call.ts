import type { Operation } from '../../api/descriptor.ts'
import type { OperationInput } from '../catalog/operation-inputs.ts'

/** A request to a gateway, before any token. */
export interface SandboxCall {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** Several values of one input are typed in one field, separated by commas. */
export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** The request an operation's form describes. Empty fields are left out; the gateway judges the rest. */
export function sandboxCall(
  operation: Operation,
  inputs: readonly OperationInput[],
  typedIn: (name: string) => string,
): SandboxCall {
  const query: string[] = []
  const body: Record<string, unknown> = {}
  const headers: Record<string, string> = {}
  let path = operation.path
  for (const input of inputs) {
    const text = typedIn(input.name).trim()
    if (text === '') continue
    if (input.place === 'path') path = path.replace(`{${input.name}}`, encodeURIComponent(text))
    else if (input.place === 'header') headers[input.name.toLowerCase()] = text.replace(/[^\x20-\x7e]/g, '')
    else if (input.place === 'body') body[input.name] = input.list ? listOf(text) : typed(text, input)
    else {
      const name = `${encodeURIComponent(input.name)}${input.brackets ? '[]' : ''}`
      for (const value of input.list ? listOf(text) : [text]) query.push(`${name}=${encodeURIComponent(value)}`)
    }
  }
  return {
    method: operation.method,
    path: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers,
    body: operation.body === null ? null : JSON.stringify(body),
  }
}

/** A JSON body carries numbers and booleans as such; what is not one stays text, for the gateway to refuse. */
function typed(text: string, input: OperationInput): unknown {
  const types = Array.isArray(input.schema.type) ? input.schema.type : [input.schema.type]
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
