import { hkdfSync } from 'node:crypto'
import type { Environment } from '#core/environment.ts'
import { StartFailure } from '../processes/start-failure.ts'
import type { TimedContext } from './timed-context.ts'

/**
 * The secret behind the nonces of one side (issuer or gateway) of an environment, the same on all its replicas; null
 * when proofs need no nonce.
 * @throws StartFailure when nonces are demanded and this process was not given what they are derived from.
 */
export function deriveNonceSecret(
  { config, enrolmentToken }: TimedContext,
  side: 'issuer' | 'gateway',
  environment: Environment,
): Buffer | null {
  if (!config.proofNonces) return null
  if (enrolmentToken === '') {
    throw new StartFailure('OCTROI_DPOP_NONCE is required, and nonces are derived from OCTROI_ENROLMENT_TOKEN: set it.')
  }
  return Buffer.from(hkdfSync('sha256', enrolmentToken, '', `octroi dpop nonces 1 ${side} ${environment}`, 32))
}
