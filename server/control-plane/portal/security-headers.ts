import type { NextFunction, Request, Response } from 'express'

/** Everything from our own origin, nothing inline. */
const strict =
  "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:"

/** swagger-ui sets style attributes and inline styles by script; its path alone may. */
const swagger = `${strict}; style-src 'self' 'unsafe-inline'`

/** Policies for every page and file of the portal. */
export function securityHeaders(publicUrl: string) {
  const isHttps = publicUrl.startsWith('https:')
  return (request: Request, response: Response, next: NextFunction): void => {
    response.set({
      'Content-Security-Policy': request.path.startsWith('/swagger/') ? swagger : strict,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    })
    if (isHttps) response.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
    next()
  }
}
