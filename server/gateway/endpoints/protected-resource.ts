import { proofAlgorithms } from '#core/oauth/proof-algorithms.ts'
import type { Answer, Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { jsonAnswer } from './endpoint.ts'

/** RFC 9728 metadata: which issuer gives tokens for this gateway. */
export function protectedResource(_exchange: Exchange, gateway: GatewayContext): Answer {
  const { publicUrl, issuer, portalUrl, environment, clientCertificates } = gateway.deps.configuration
  return jsonAnswer(200, {
    resource: publicUrl,
    authorization_servers: [issuer],
    bearer_methods_supported: ['header'],
    dpop_signing_alg_values_supported: [...proofAlgorithms],
    tls_client_certificate_bound_access_tokens: clientCertificates !== 'off',
    scopes_supported: scopesOf(gateway),
    resource_name: `Octroi ${environment}`,
    resource_documentation: portalUrl,
  })
}

function scopesOf(gateway: GatewayContext): readonly string[] {
  const names = new Set<string>()
  for (const api of gateway.rules()?.view.states.api.values() ?? []) {
    if (api.descriptor.visibility !== 'public' || api.state === 'retired') continue
    for (const scope of api.descriptor.scopes) names.add(scope.name)
  }
  return [...names].sort()
}
