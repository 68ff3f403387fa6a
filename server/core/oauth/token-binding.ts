/**
 * The key or certificate a token is bound to (RFC 7800 `cnf`): who presents the token proves possession of each
 * member that is not null.
 */
export interface TokenBinding {
  /** JWK thumbprint of a DPoP key (RFC 9449 section 6.1). */
  readonly jkt: string | null
  /** SHA-256 of a client certificate, base64url (RFC 8705 section 3.1). */
  readonly x5t: string | null
}

const thumbprint = /^[A-Za-z0-9_-]{43}$/

/** The binding a `cnf` claim names; null when it names none that we can check, which makes a token useless. */
export function readTokenBinding(cnf: unknown): TokenBinding | null {
  if (typeof cnf !== 'object' || cnf === null || Array.isArray(cnf)) return null
  const members = Object.entries(cnf)
  if (members.length === 0) return null
  let jkt: string | null = null
  let x5t: string | null = null
  for (const [name, value] of members) {
    if (typeof value !== 'string' || !thumbprint.test(value)) return null
    if (name === 'jkt') jkt = value
    else if (name === 'x5t#S256') x5t = value
    else return null
  }
  return { jkt, x5t }
}
