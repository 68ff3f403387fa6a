import { type AddressList, createAddressList } from '#kit/address-list.ts'
import { grantsOf, isLive, opensOperation } from '../authority/grants-of.ts'
import { refuseDormant, refuseScope } from '../authority/refuse-scope.ts'
import type { Caller, Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { type Refusal, refuse } from '../refusal.ts'

const addressLists = new WeakMap<readonly string[], AddressList>()

/**
 * Application and organization are active, the address is one of the credential's, and some grant on
 * this API opens the operation. Which grant it is depends on the recipient, which `bind` reads.
 */
export function authorize(exchange: Exchange, gateway: GatewayContext): Refusal | null {
  const refusal = refuseCaller(exchange)
  if (refusal) return refusal
  const caller = exchange.caller as Caller
  if (caller.isPublic && !isRead(exchange)) return refuseScope(exchange, gateway)
  const grants = grantsOf(exchange)
  const opening = grants.filter((grant) => opensOperation(exchange, grant))
  if (opening.length === 0) return refuseScope(exchange, gateway)
  return opening.some((grant) => isLive(grant, exchange.startedAt)) ? null : refuseDormant(opening)
}

/** Application and organization are active, and the address is one of the credential's. */
export function refuseCaller(exchange: Exchange): Refusal | null {
  const caller = exchange.caller as Caller
  const { states } = exchange.rules.view
  const organization = states.organization.get(caller.application.organization_id)
  if (caller.application.state !== 'active' || organization?.state !== 'active') {
    return refuse('application-suspended', 'The application, or its organization, is suspended.')
  }
  const allowed = states.credential.get(caller.credentialId)?.allowed_ips ?? []
  if (allowed.length > 0 && !isListed(allowed, exchange.remoteAddress)) {
    return refuse('ip-not-allowed', 'The credential may not be used from this address.')
  }
  return null
}

/** A GET, or its twin with the parameters in the body. */
function isRead({ operation }: Exchange): boolean {
  return operation?.operation.method === 'GET' || (operation?.operation.twin_of ?? null) !== null
}

/** A list that cannot be read allows nobody. */
function isListed(allowed: readonly string[], address: string): boolean {
  let list = addressLists.get(allowed)
  if (!list) {
    try {
      list = createAddressList(allowed)
    } catch {
      list = createAddressList([])
    }
    addressLists.set(allowed, list)
  }
  return list.has(address)
}
