import { hkdfSync } from 'node:crypto'
import { deriveSigningKey } from '../signing/derive-signing-key.ts'
import type { SigningKey } from '../signing/signing-key.ts'

/** What the people's issuer and its portal share, all following from the platform's secret. */
export interface PeopleSecrets {
  /** Signs the issuer's cookies. */
  readonly cookieKey: string
  /** Client secret of the portal. */
  readonly portalClientSecret: string
  /** Signs ID tokens. */
  readonly idTokenKey: SigningKey
}

/** The same on every replica for the same platform secret (32 bytes or more); none tells another (RFC 5869). */
export function derivePeopleSecrets(platformSecret: Uint8Array): PeopleSecrets {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', platformSecret, new Uint8Array(), purpose, 32)).toString('base64url')
  return {
    cookieKey: derive('octroi people cookies v1'),
    portalClientSecret: derive('octroi portal client v1'),
    idTokenKey: deriveSigningKey(platformSecret, 'octroi id tokens v1'),
  }
}
