import type { IncomingMessage } from 'node:http'
import { InvalidInput } from '#core/errors.ts'

const deadlineMs = 10_000

function tooLarge(maxBytes: number): InvalidInput {
  return new InvalidInput({ problem: 'payload-too-large', detail: `At most ${maxBytes} bytes are read here.` })
}

async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * The JSON body of a request, within a size and ten seconds.
 * @throws InvalidInput when it is larger, cut short, late, or not JSON.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const timer = setTimeout(() => request.destroy(new Error('The body did not arrive in time.')), deadlineMs)
  try {
    const bytes = await readBytes(request, maxBytes)
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof InvalidInput) throw error
    throw new InvalidInput({
      problem: 'malformed-request',
      detail: 'The body is not whole JSON in UTF-8.',
      cause: error,
    })
  } finally {
    clearTimeout(timer)
  }
}
