import type { Environment } from '../environment.ts'
import type { FieldError } from '../errors.ts'
import type { FranceConnectRegistration } from './credential.ts'

/**
 * What breaks a rule in a registration. The sandbox's provider needs addresses (RFC 9700 section 2.1: exact, absolute,
 * without fragment); production needs the client id that FranceConnect gave, and keeps no address of its own.
 */
export function checkFranceConnect(
  input: Partial<FranceConnectRegistration>,
  environment: Environment,
): readonly FieldError[] {
  const errors: FieldError[] = []
  const refuse = (field: string, rule: string, message: string) =>
    errors.push({ field: `/france_connect/${field}`, rule, message })
  const { client_id: clientId, redirect_uris: redirects = [], post_logout_redirect_uris: afterwards = [] } = input
  if (environment === 'production') {
    if (clientId === undefined)
      refuse('client_id', 'required', 'In production, give the client id that FranceConnect gave you.')
    if (redirects.length + afterwards.length > 0)
      refuse('redirect_uris', 'not_allowed', 'In production, FranceConnect keeps the redirect addresses.')
    return errors
  }
  if (clientId !== undefined) refuse('client_id', 'not_allowed', 'In the sandbox, the client id is made for you.')
  if (redirects.length === 0)
    refuse('redirect_uris', 'required', 'Give at least one address where people come back to after logging in.')
  for (const [name, uris] of [
    ['redirect_uris', redirects],
    ['post_logout_redirect_uris', afterwards],
  ] as const) {
    for (const [at, uri] of uris.entries()) {
      const problem = addressProblem(uri)
      if (problem !== null) refuse(`${name}/${at}`, 'format', problem)
    }
  }
  return errors
}

function addressProblem(uri: string): string | null {
  const url = URL.parse(uri)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'This is not an http(s) address.'
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return 'Outside of this machine, the address is https.'
  if (url.hash !== '' || uri.endsWith('#')) return 'A redirect address has no fragment.'
  return url.username === '' && url.password === '' ? null : 'A redirect address carries no user name.'
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}
