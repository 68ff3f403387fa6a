import type { NextFunction, Request, Response } from 'express'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site makes a browser send: every unsafe request must carry our own Origin.
 * Browsers send it with every form POST; a request without one, or with `null`, proves nothing.
 */
export function checkOrigin(publicUrl: string) {
  const ours = new URL(publicUrl).origin
  return (request: Request, response: Response, next: NextFunction): void => {
    if (safeMethods.has(request.method) || request.headers.origin === ours) {
      next()
      return
    }
    response.status(403).type('text/plain').send(`This form must be sent from ${ours}.\n`)
  }
}
