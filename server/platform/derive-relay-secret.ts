import { hkdfSync } from 'node:crypto'
import type { Environment } from '#core/environment.ts'
import { StartFailure } from '../processes/start-failure.ts'
import type { TimedContext } from './timed-context.ts'

/**
 * What a gateway proves itself with when it tells an issuer of a client's certificate. Both enrolled with the same
 * token, so both know it; the other processes of the machine do not. Null where certificates play no part.
 * @throws StartFailure when they do, and this process was not given what the secret is derived from.
 */
export function deriveRelaySecret({ config, enrolmentToken }: TimedContext, environment: Environment): string | null {
  if (config.clientCertificates === 'off') return null
  if (enrolmentToken === '') {
    throw new StartFailure(
      'OCTROI_CLIENT_CERTIFICATES is on, and gateways prove themselves to issuers by OCTROI_ENROLMENT_TOKEN: set it.',
    )
  }
  const secret = hkdfSync('sha256', enrolmentToken, '', `octroi certificate relay 1 ${environment}`, 32)
  return Buffer.from(secret).toString('base64url')
}
