import { randomUUID } from 'node:crypto'
import { type HttpAnswer, httpExchange } from './http-exchange.ts'

/** One person's or machine's way to the management API. Every POST carries a fresh Idempotency-Key. */
export interface ManagementCaller {
  get(path: string): Promise<HttpAnswer>
  post(path: string, body?: Record<string, unknown>): Promise<HttpAnswer>
  put(path: string, body: Record<string, unknown> | undefined, etag?: string): Promise<HttpAnswer>
  patch(path: string, body: Record<string, unknown>, etag: string): Promise<HttpAnswer>
  delete(path: string): Promise<HttpAnswer>
}

export function managementCaller(management: string, token: string | null): ManagementCaller {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  return {
    get: (path) => httpExchange(`${management}${path}`, { headers }),
    post: (path, body) =>
      httpExchange(`${management}${path}`, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': `"${randomUUID()}"` },
        body,
      }),
    put: (path, body, etag) =>
      httpExchange(`${management}${path}`, {
        method: 'PUT',
        headers: { ...headers, ...(etag === undefined ? {} : { 'if-match': etag }) },
        body,
      }),
    patch: (path, body, etag) =>
      httpExchange(`${management}${path}`, { method: 'PATCH', headers: { ...headers, 'if-match': etag }, body }),
    delete: (path) => httpExchange(`${management}${path}`, { method: 'DELETE', headers }),
  }
}
