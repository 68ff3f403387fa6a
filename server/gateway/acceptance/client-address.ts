import { isIP } from 'node:net'
import { type AddressList, plainAddress } from '#kit/address-list.ts'
import type { CallRequest } from '../call-message.ts'

/**
 * The address that called: the socket's, or, when that is one of the trusted proxies, the nearest
 * entry of X-Forwarded-For that is not one. Whatever stands left of it was written by the caller.
 */
export function clientAddress(request: CallRequest, trustedProxies: AddressList): string {
  const socketAddress = plainAddress(request.socket.remoteAddress ?? '')
  if (!trustedProxies.has(socketAddress)) return socketAddress
  const written = request.headers['x-forwarded-for']
  const hops = (typeof written === 'string' ? written : '').split(',').map((hop) => plainAddress(hop.trim()))
  let nearest = socketAddress
  for (const hop of hops.reverse()) {
    if (isIP(hop) === 0) return nearest
    nearest = hop
    if (!trustedProxies.has(hop)) return nearest
  }
  return nearest
}
