import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { httpExchange } from './http-exchange.ts'

interface Person {
  readonly issuer: string
  readonly clientId: string
  readonly email: string
  readonly password: string
}

const callback = 'http://127.0.0.1:65000/callback'

/**
 * Signs a person in as a command line does (RFC 8252): openid-client does the protocol, and this
 * plays the browser that fills in the login page. Answers the access token.
 */
export async function signIn({ issuer, clientId, email, password }: Person): Promise<string> {
  const client = await discovery(new URL(issuer), clientId, undefined, None(), { execute: [allowInsecureRequests] })
  const verifier = randomPKCECodeVerifier()
  const state = randomState()
  const start = buildAuthorizationUrl(client, {
    redirect_uri: callback,
    scope: 'openid',
    state,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const returned = await browse(start, { email, password })
  const tokens = await authorizationCodeGrant(client, returned, { pkceCodeVerifier: verifier, expectedState: state })
  return tokens.access_token
}

/** Follows redirects with cookies, fills in the one login form it meets, and stops at the callback. */
async function browse(start: URL, answers: Readonly<Record<string, string>>): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = start
  let form: URLSearchParams | undefined
  for (let step = 0; step < 12; step++) {
    const answer = await httpExchange(url.href, {
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { origin: url.origin } : {}),
      },
      body: form,
    })
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const { location } = answer.headers
    if (location !== undefined) {
      url = new URL(location, url)
      form = undefined
      if (url.href.startsWith(callback)) return url
      continue
    }
    if (answer.status !== 200) throw new Error(`The login answered ${answer.status}: ${answer.text.slice(0, 500)}`)
    if (form) throw new Error(`The login page came again: ${answer.text.replaceAll(/<[^>]+>/g, ' ').slice(0, 500)}`)
    ;({ url, form } = fillIn(answer.text, url, answers))
  }
  throw new Error('The login never ended.')
}

function fillIn(html: string, page: URL, answers: Readonly<Record<string, string>>) {
  const found = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].find((match) =>
    /type="?password/.test(match[2] ?? ''),
  )
  if (!found) throw new Error(`There is no login form on ${page.pathname}.`)
  const form = new URLSearchParams()
  for (const [input] of (found[2] ?? '').matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(input, 'name')
    if (name) form.set(name, answers[name] ?? attribute(input, 'value') ?? '')
  }
  return { url: new URL(attribute(found[1] ?? '', 'action') ?? page.href, page), form }
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`).exec(tag)
  return (match?.[1] ?? match?.[2] ?? match?.[3])?.replaceAll('&amp;', '&')
}
