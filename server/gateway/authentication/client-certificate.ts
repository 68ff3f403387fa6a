import { createHash, X509Certificate } from 'node:crypto'
import { plainAddress } from '#kit/address-list.ts'
import type { CallRequest } from '../call-message.ts'
import type { GatewayContext } from '../gateway-context.ts'

/** A certificate whose private key the caller proved to hold, to us or to a trusted proxy. */
export interface ClientCertificate {
  /** DER, base64. */
  readonly der: string
  /** SHA-256 of the DER, base64url: `x5t#S256`. */
  readonly thumbprint: string
}

type TlsSocketLike = { readonly getPeerX509Certificate?: () => X509Certificate | undefined }

const maxHeaderBytes = 8192

/**
 * The client certificate of a call: from the TLS connection that ends here, or from `Client-Cert` (RFC 9440) when
 * the deployment says so and the connection comes from a trusted proxy. From anybody else the header is nothing.
 */
export function clientCertificate(request: CallRequest, gateway: GatewayContext): ClientCertificate | null {
  switch (gateway.deps.configuration.clientCertificates) {
    case 'off':
      return null
    case 'tls': {
      const shown = (request.socket as TlsSocketLike).getPeerX509Certificate?.()
      return shown ? described(shown.raw) : null
    }
    case 'proxy': {
      if (!gateway.trustedProxies.has(plainAddress(request.socket.remoteAddress ?? ''))) return null
      return parseClientCert(request.headers['client-cert'])
    }
  }
}

/** `:base64:` of RFC 9440 section 2.2, or a URL-encoded PEM as nginx writes it; null for anything else. */
export function parseClientCert(header: string | readonly string[] | undefined): ClientCertificate | null {
  if (typeof header !== 'string' || header.length > maxHeaderBytes) return null
  const structured = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(header)?.[1]
  try {
    const bytes = structured === undefined ? pemOf(header) : Buffer.from(structured, 'base64')
    return bytes === null ? null : described(new X509Certificate(bytes).raw)
  } catch {
    return null
  }
}

/** @throws URIError for a broken escape. */
function pemOf(header: string): Buffer | null {
  if (!header.startsWith('-----BEGIN')) return null
  return Buffer.from(decodeURIComponent(header))
}

function described(der: Buffer): ClientCertificate {
  return { der: der.toString('base64'), thumbprint: createHash('sha256').update(der).digest('base64url') }
}
