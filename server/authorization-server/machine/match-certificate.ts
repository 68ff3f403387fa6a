import type { ClientCertificate } from '#core/oauth/client-certificate.ts'
import type { MachineClient } from './client-index.ts'
import { liveCredentials } from './live-credentials.ts'

type KeySet = ReturnType<typeof liveCredentials>[number]

/** The live key set one of whose keys was registered with exactly this certificate (RFC 8705 section 2.2.2), or null. */
export function matchCertificate(client: MachineClient, certificate: ClientCertificate, now: number): KeySet | null {
  const sets = liveCredentials(client, 'jwks', now)
  return sets.find((set) => set.jwks?.keys.some((key) => registeredDer(key) === certificate.der)) ?? null
}

function registeredDer(key: Readonly<Record<string, unknown>>): unknown {
  return Array.isArray(key.x5c) ? key.x5c[0] : undefined
}
