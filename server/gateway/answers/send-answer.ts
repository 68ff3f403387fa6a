import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CallResponse } from '../call-message.ts'
import type { Answer } from '../exchange.ts'

/** Headers every answer of a gateway carries: personal data is never cached, never sniffed. */
const always = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' } as const

/**
 * Writes an answer. A streamed body that breaks or grows past `maxBytes` ends the connection, so that
 * the caller sees a truncated answer and never a silently complete one.
 */
export function sendAnswer(
  response: CallResponse,
  answer: Answer,
  extra: Readonly<Record<string, string>>,
  maxBytes: number,
): void | Promise<void> {
  const headers: Record<string, string | number | string[]> = { ...always }
  for (const name in answer.headers) headers[name] = answer.headers[name] as string
  for (const name in extra) headers[name] = extra[name] as string
  if (answer.cookies && answer.cookies.length > 0) headers['Set-Cookie'] = [...answer.cookies]
  const { body } = answer
  if (body === null || Buffer.isBuffer(body)) {
    if (answer.status !== 204) headers['Content-Length'] = body?.length ?? 0
    response.writeHead(answer.status, headers)
    response.end(body ?? undefined)
    return
  }
  response.writeHead(answer.status, headers)
  return sendStream(response, body, maxBytes)
}

async function sendStream(response: CallResponse, body: Readable, maxBytes: number): Promise<void> {
  try {
    await pipeline(body, boundedBytes(maxBytes), 'openBody' in response ? response.openBody() : response)
  } catch {
    response.destroy()
  }
}

function boundedBytes(maxBytes: number): Transform {
  let passed = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length
      if (passed > maxBytes) done(new Error('the answer is too large'))
      else done(null, chunk)
    },
  })
}
