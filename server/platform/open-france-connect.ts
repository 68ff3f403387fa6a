import { importJWK } from 'jose'
import type { Environment } from '#core/environment.ts'
import type { FranceConnectConfiguration } from '#gateway/authentication/person-token-client.ts'
import { publicAddresses } from '../processes/public-addresses.ts'
import { deriveDataProvider } from './derive-data-provider.ts'
import { personIssuerUrl } from './person-issuer-url.ts'
import type { TimedContext } from './timed-context.ts'

/** Whom a gateway asks about people's tokens: the sandbox's own provider, or in production what is configured, or nobody. */
export async function openFranceConnect(
  { config, topology, enrolmentToken }: TimedContext,
  environment: Environment,
): Promise<FranceConnectConfiguration | null> {
  if (environment === 'sandbox') {
    if (enrolmentToken === '') return null
    const issuer = personIssuerUrl(publicAddresses(config, topology))
    const { clientId, secret, answerKey } = deriveDataProvider(enrolmentToken)
    const baseUrl = `${topology['issuer-sandbox']}${new URL(issuer).pathname}`
    return { issuer, baseUrl, clientId, clientSecret: secret, decryptionKey: answerKey }
  }
  if (config.franceConnect === null) return null
  const { url, clientId, clientSecret, key } = config.franceConnect
  const algorithm = key.kty === 'RSA' ? 'RSA-OAEP-256' : 'ECDH-ES'
  const decryptionKey = await importJWK(key, typeof key.alg === 'string' ? key.alg : algorithm)
  return { issuer: url, baseUrl: url, clientId, clientSecret, decryptionKey }
}
