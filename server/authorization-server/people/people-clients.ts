import type { ClientMetadata } from 'oidc-provider'

export const portalClientId = 'octroi-portal'
export const cliClientId = 'octroi-cli'

/** Where the portal receives its codes, and where it is left after logging out. */
export const portalCallbackPath = '/session/callback'

/** The two clients that people sign in with. Machines are found in the accounts. */
export function peopleClients(publicUrl: string, portalClientSecret: string): ClientMetadata[] {
  const interactive = {
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    response_modes: ['query'],
  } as const
  return [
    {
      ...interactive,
      client_id: portalClientId,
      client_name: 'Octroi',
      client_secret: portalClientSecret,
      token_endpoint_auth_method: 'client_secret_basic',
      redirect_uris: [publicUrl + portalCallbackPath],
      post_logout_redirect_uris: [publicUrl, `${publicUrl}/`, `${publicUrl}/fr`, `${publicUrl}/en`],
    },
    {
      ...interactive,
      client_id: cliClientId,
      client_name: 'octroi',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback', 'http://[::1]/callback', 'http://localhost/callback'],
    },
  ]
}

/**
 * Whether a command line may receive its code here: any port and path of the person's own machine
 * (RFC 8252 section 7.3 frees the port; whoever can listen on one path of a loopback port has all of it).
 */
export function isLoopbackRedirect(value: string): boolean {
  const url = URL.parse(value)
  if (url?.protocol !== 'http:' || url.username || url.password || url.hash || value.includes('#')) return false
  return url.hostname === '127.0.0.1' || url.hostname === '[::1]' || url.hostname === 'localhost'
}
