import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CallResponse } from '../call-message.ts'
import type { Answer } from '../exchange.ts'

const none: readonly string[] = []

/** Headers every answer of a gateway carries: personal data is never cached, never sniffed. */
const always = ['Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff'] as const

/**
 * Writes an answer. A streamed body that breaks or grows past `maxBytes` ends the connection, so that
 * the caller sees a truncated answer and never a silently complete one. `extra` holds names and values in turn, and
 * goes before headers of the answer of the same name.
 */
export function sendAnswer(
  response: CallResponse,
  answer: Answer,
  extra: readonly string[],
  maxBytes: number,
): void | Promise<void> {
  const headers: string[] = []
  for (let at = 0; at < always.length; at += 2) {
    const name = always[at] as string
    if (answer.headers[name] === undefined) headers.push(name, always[at + 1] as string)
  }
  for (const name in answer.headers) {
    if (!hasName(extra, name)) headers.push(name, answer.headers[name] as string)
  }
  for (const text of extra) headers.push(text)
  for (const cookie of answer.cookies ?? none) headers.push('Set-Cookie', cookie)
  const { body } = answer
  if (body === null || Buffer.isBuffer(body)) {
    if (answer.status !== 204) headers.push('Content-Length', String(body?.length ?? 0))
    response.writeHead(answer.status, headers)
    response.end(body ?? undefined)
    return
  }
  response.writeHead(answer.status, headers)
  return sendStream(response, body, maxBytes)
}

function hasName(headers: readonly string[], name: string): boolean {
  for (let at = 0; at < headers.length; at += 2) if (headers[at] === name) return true
  return false
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
