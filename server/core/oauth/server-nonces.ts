import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../ports/clock.ts'

/** Nonces a server gives out for DPoP proofs (RFC 9449 section 9): a proof cannot be made before its nonce. */
export interface ServerNonces {
  /** For the next proofs. */
  current(): string
  /** Whether this server, or one that shares its secret, gave it out in the last minutes. */
  accepts(nonce: string): boolean
}

const stepMs = 60_000
/** How many steps back a nonce is still accepted: two to three minutes. */
const stepsBack = 2

/** Nonces computed from the time and a secret, so that replicas accept each other's and nothing is kept. */
export function createServerNonces(secret: Buffer, clock: Clock): ServerNonces {
  const nonceOf = (step: number) => createHmac('sha256', secret).update(String(step)).digest().subarray(0, 18)
  const now = () => Math.floor(clock.now() / stepMs)
  return {
    current: () => nonceOf(now()).toString('base64url'),
    accepts(nonce) {
      const given = Buffer.from(nonce, 'base64url')
      if (given.length !== 18) return false
      const step = now()
      let isOurs = false
      // One step ahead too: a replica's clock may be.
      for (let at = step - stepsBack; at <= step + 1; at += 1) isOurs = timingSafeEqual(nonceOf(at), given) || isOurs
      return isOurs
    },
  }
}
