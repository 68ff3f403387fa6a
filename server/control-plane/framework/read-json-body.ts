import type { IncomingMessage } from 'node:http'
import { InvalidInput, PayloadTooLarge, UnsupportedMediaType } from '#core/errors.ts'
import { checkText } from './check-text.ts'

/** Bytes of a request body of the management API. */
export const maxBodyBytes = 256 * 1024
const maxDepth = 64

function malformed(detail: string): InvalidInput {
  return new InvalidInput({ problem: 'malformed-request', detail })
}

async function readBytes(request: IncomingMessage, atMost: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > atMost) {
      throw new PayloadTooLarge({
        problem: 'payload-too-large',
        detail: `The body may have ${atMost} bytes.`,
      })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Refuses what would surprise later code: members that reach the prototype, endless nesting, text that is none. */
function checkShape(root: unknown): void {
  const pending: { value: unknown; depth: number; field: string }[] = [{ value: root, depth: 0, field: '' }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth, field } = next
    if (typeof value === 'string') checkText(value, field)
    if (typeof value !== 'object' || value === null) continue
    if (depth >= maxDepth) throw malformed(`JSON may be nested ${maxDepth} deep.`)
    if (Object.hasOwn(value, '__proto__')) throw malformed('A member may not be called __proto__.')
    for (const [name, member] of Object.entries(value)) {
      checkText(name, field)
      pending.push({ value: member, depth: depth + 1, field: `${field}/${name}` })
    }
  }
}

/** Whether the request announces a body (RFC 9112 section 6.3). */
export function hasBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length']
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

/**
 * Reads one JSON document in UTF-8.
 * @throws UnsupportedMediaType for another Content-Type or any Content-Encoding, PayloadTooLarge,
 *   InvalidInput `malformed-request` when it is no JSON.
 */
export async function readJsonBody(request: IncomingMessage, atMost = maxBodyBytes): Promise<unknown> {
  const type = request.headers['content-type'] ?? ''
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type) || encoding !== 'identity') {
    throw new UnsupportedMediaType({ problem: 'unsupported-media-type', detail: 'Send application/json in UTF-8.' })
  }
  const bytes = await readBytes(request, atMost)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw malformed('The body is not JSON in UTF-8.')
  }
  checkShape(value)
  return value
}
