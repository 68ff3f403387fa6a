import type { IncomingMessage } from 'node:http'
import { type ClientCertificate, isCurrent, parseClientCert } from '#core/oauth/client-certificate.ts'
import type { Clock } from '#core/ports/clock.ts'
import { type AddressList, plainAddress } from '#kit/address-list.ts'

/** The certificate a token request was made with, as the gateway in front of this issuer tells it. */
export type PresentedCertificates = (request: IncomingMessage) => ClientCertificate | null

/** `peers` are the gateways: a `Client-Cert` from anybody else is nothing. Null means that none is ever believed. */
export function createPresentedCertificates(peers: AddressList | null, clock: Clock): PresentedCertificates {
  return (request) => {
    if (peers === null || !peers.has(plainAddress(request.socket.remoteAddress ?? ''))) return null
    const shown = parseClientCert(request.headers['client-cert'])
    return shown !== null && isCurrent(shown, clock.now()) ? shown : null
  }
}
