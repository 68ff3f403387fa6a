import type { Duplex } from 'node:stream'
import { type ProblemSlug, problemCatalog } from '#core/problems/catalog.ts'
import { problemMediaType } from '#kit/problem.ts'

/** What `node:http` could not parse, or waited for too long, gets a problem document and the end of its connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex, portalUrl: string): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const { slug, status, reason } = meaningOf(error.code)
  const body = JSON.stringify({ type: `${portalUrl}/problems/${slug}`, title: problemCatalog[slug].title.en, status })
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nContent-Type: ${problemMediaType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Cache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
  )
}

function meaningOf(code: string | undefined): { slug: ProblemSlug; status: number; reason: string } {
  if (code === 'HPE_HEADER_OVERFLOW')
    return { slug: 'headers-too-large', status: 431, reason: 'Request Header Fields Too Large' }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { slug: 'malformed-request', status: 408, reason: 'Request Timeout' }
  return { slug: 'malformed-request', status: 400, reason: 'Bad Request' }
}
