import { hash, timingSafeEqual } from 'node:crypto'
import type { MachineClient } from './client-index.ts'
import { liveCredentials } from './live-credentials.ts'

/** Id of the live credential whose secret this is, or null. Compares with every one, so timing tells nothing. */
export function matchSecret(client: MachineClient, secret: string, now: number): string | null {
  const presented = hash('sha256', secret, 'buffer')
  let matched: string | null = null
  for (const credential of liveCredentials(client, 'client_secret', now)) {
    const expected = Buffer.from(credential.secret_hash ?? '', 'hex')
    if (expected.length === presented.length && timingSafeEqual(expected, presented)) matched = credential.id
  }
  return matched
}
