/** What one issuer URL fixes about the requests it accepts. */
export interface IssuerAddress {
  readonly issuer: string
  /** Host and port as a client sends them: without the scheme's default port. */
  readonly host: string
  readonly protocol: 'http' | 'https'
  readonly origin: string
  /** Path of the issuer, no trailing slash: `/oauth2`, `/login`. */
  readonly basePath: string
}

/** @throws TypeError when `issuer` is not an absolute http(s) URL with a path and without query, fragment or trailing slash. */
export function parseIssuerAddress(issuer: string): IssuerAddress {
  const url = new URL(issuer)
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:'
  if (!isHttp || url.search || url.hash || url.pathname === '/' || url.pathname.endsWith('/')) {
    throw new TypeError(`${issuer} cannot name an issuer`)
  }
  return {
    issuer,
    host: url.host,
    protocol: url.protocol === 'https:' ? 'https' : 'http',
    origin: url.origin,
    basePath: url.pathname,
  }
}
