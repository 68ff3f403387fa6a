import { createHash, X509Certificate } from 'node:crypto'

/** A certificate whose private key a caller proved to hold, to us or to a trusted proxy. */
export interface ClientCertificate {
  /** DER, base64. */
  readonly der: string
  /** SHA-256 of the DER, base64url: `x5t#S256` (RFC 8705 section 3.1). */
  readonly thumbprint: string
  /** Milliseconds since the epoch. */
  readonly validFrom: number
  readonly validTo: number
}

/** Beside `Client-Cert` from a gateway to its issuer: the secret that only the two know. */
export const relayHeader = 'octroi-relay'

const maxHeaderBytes = 8192

export function describeCertificate(certificate: X509Certificate): ClientCertificate {
  const { raw, validFromDate, validToDate } = certificate
  return {
    der: raw.toString('base64'),
    thumbprint: createHash('sha256').update(raw).digest('base64url'),
    validFrom: validFromDate.getTime(),
    validTo: validToDate.getTime(),
  }
}

/**
 * Reads a `Client-Cert` header: `:base64:` of RFC 9440 section 2.2, or a URL-encoded PEM as nginx writes it. Null for
 * anything else. Whether its sender is believed is the caller's question.
 */
export function parseClientCert(header: string | readonly string[] | undefined): ClientCertificate | null {
  if (typeof header !== 'string' || header.length > maxHeaderBytes) return null
  const structured = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(header)?.[1]
  try {
    const bytes = structured === undefined ? readPem(header) : Buffer.from(structured, 'base64')
    return bytes === null ? null : describeCertificate(new X509Certificate(bytes))
  } catch {
    return null
  }
}

/** @throws URIError for a broken escape. */
function readPem(header: string): Buffer | null {
  return header.startsWith('-----BEGIN') ? Buffer.from(decodeURIComponent(header)) : null
}

export function formatClientCert({ der }: ClientCertificate): string {
  return `:${der}:`
}

/** A certificate outside its dates proves nothing. `now` in milliseconds since the epoch. */
export function isCurrent({ validFrom, validTo }: ClientCertificate, now: number): boolean {
  return validFrom <= now && now < validTo
}
