import * as oidc from 'openid-client'
import { exchange } from '../api/http-exchange.ts'
import type { PersonIssuerClient, PortalSettings } from './portal-settings.ts'

const configurations = new Map<string, Promise<oidc.Configuration>>()

/** The identity provider of citizens as discovered; kept per issuer, forgotten when discovery fails. */
export function personIssuer(client: PersonIssuerClient, settings: PortalSettings): Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret } = client
  const known = configurations.get(issuer)
  if (known !== undefined) return known
  const discovered = oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretPost(clientSecret), {
    [oidc.customFetch]: (url, options) => fetchPlainly(url, options, settings),
    execute: issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
  })
  configurations.set(issuer, discovered)
  discovered.catch(() => configurations.delete(issuer))
  return discovered
}

/** The global fetch would negotiate `br`, which this Node must not decode. */
async function fetchPlainly(
  url: string,
  options: oidc.CustomFetchOptions,
  settings: PortalSettings,
): Promise<Response> {
  const ours = url.startsWith(`${settings.sandboxUrl}/`)
  const { body } = options
  const answer = await exchange({
    method: options.method,
    url,
    headers: { ...options.headers, 'accept-encoding': 'identity' },
    connectTo: ours ? settings.sandboxLoopbackUrl : undefined,
    ...(body === undefined || body === null ? {} : { body: String(body) }),
  })
  const type = answer.headers['content-type']
  const headers = new Headers(typeof type === 'string' ? { 'content-type': type } : {})
  return new Response(new Uint8Array(answer.body), { status: answer.status, headers })
}
