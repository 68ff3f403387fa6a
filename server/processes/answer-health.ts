import type { IncomingMessage, ServerResponse } from 'node:http'

export interface Health {
  /** Whether this listener can do its work now. Losing Redis makes nobody unready. */
  isReady(): boolean | Promise<boolean>
}

/** Answers /healthz/live and /healthz/ready of any listener; false when the request asks for something else. */
export function answerHealth(request: IncomingMessage, response: ServerResponse, health: Health): boolean {
  if (request.method !== 'GET' || !request.url?.startsWith('/healthz/')) return false
  const send = (status: number, text: string) =>
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(text)
  if (request.url === '/healthz/live') {
    send(200, 'live\n')
    return true
  }
  if (request.url !== '/healthz/ready') return false
  Promise.resolve()
    .then(() => health.isReady())
    .then(
      (isReady) => send(isReady ? 200 : 503, isReady ? 'ready\n' : 'not ready\n'),
      () => send(503, 'not ready\n'),
    )
  return true
}
