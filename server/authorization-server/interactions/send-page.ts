import type { ServerResponse } from 'node:http'

/**
 * Headers of every page here: no inline script, no frame, no referrer elsewhere, no cache. Browsers check `form-action`
 * on the redirect after a form too, so the origin that will receive the code is named.
 */
export function pageHeaders(redirectOrigin: string | null): Record<string, string> {
  const target = redirectOrigin ? ` ${redirectOrigin}` : ''
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'${target}; frame-ancestors 'none'; base-uri 'none'`,
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  }
}

export function sendPage(
  res: ServerResponse,
  status: number,
  html: string,
  options: {
    readonly redirectOrigin?: string | null
    readonly headers?: Readonly<Record<string, string>>
  } = {},
): void {
  const bytes = Buffer.from(html)
  res.writeHead(status, {
    ...pageHeaders(options.redirectOrigin ?? null),
    ...options.headers,
    'content-length': String(bytes.length),
  })
  res.end(bytes)
}
