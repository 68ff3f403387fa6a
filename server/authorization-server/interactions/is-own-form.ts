import type { IncomingMessage } from 'node:http'

/** Whether a form comes from one of our own pages, by what the browser says about it and a page cannot forge. */
export function isOwnForm(req: IncomingMessage, origin: string): boolean {
  const site = req.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  return req.headers.origin === undefined || req.headers.origin === origin
}
