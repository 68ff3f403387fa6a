import type { X509Certificate } from 'node:crypto'
import {
  type ClientCertificate,
  describeCertificate,
  isCurrent,
  parseClientCert,
} from '#core/oauth/client-certificate.ts'
import { plainAddress } from '#kit/address-list.ts'
import type { CallRequest } from '../call-message.ts'
import type { GatewayContext } from '../gateway-context.ts'

interface TlsSocketLike {
  readonly getPeerX509Certificate?: () => X509Certificate | undefined
}

/**
 * The client certificate of a call, within its dates: from the TLS connection that ends here, or from `Client-Cert`
 * (RFC 9440) when the deployment says so and the connection comes from a trusted proxy. From anybody else the header
 * is nothing.
 */
export function clientCertificate(request: CallRequest, gateway: GatewayContext): ClientCertificate | null {
  const shown = shownCertificate(request, gateway)
  return shown !== null && isCurrent(shown, gateway.deps.clock.now()) ? shown : null
}

function shownCertificate(request: CallRequest, gateway: GatewayContext): ClientCertificate | null {
  switch (gateway.deps.configuration.clientCertificates) {
    case 'off':
      return null
    case 'tls': {
      const certificate = (request.socket as TlsSocketLike).getPeerX509Certificate?.()
      return certificate ? describeCertificate(certificate) : null
    }
    case 'proxy':
      return gateway.trustedProxies.has(plainAddress(request.socket.remoteAddress ?? ''))
        ? parseClientCert(request.headers['client-cert'])
        : null
  }
}
