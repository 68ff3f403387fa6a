import type { CallRequest } from '../call-message.ts'
import { readBounded, TooLarge } from './read-bounded.ts'

/**
 * The body of a call.
 * @throws TooLarge beyond `maxBytes`; Error when it ended early.
 */
export async function readCallBody(request: CallRequest, maxBytes: number): Promise<Buffer> {
  if (!('body' in request)) return await readBounded(request, maxBytes)
  const body = request.body ?? Buffer.alloc(0)
  if (body.length > maxBytes) throw new TooLarge('too large')
  return body
}
