import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DataProvider } from '#authorization-server/france-connect/answer-check-token.ts'
import { createPersonIssuer } from '#authorization-server/france-connect/create-person-issuer.ts'
import { createSigningKey } from '#authorization-server/signing/create-signing-key.ts'
import type { LoginChoice } from '#core/persons/login-choices.ts'
import type { SnapshotStates } from '#core/snapshot/snapshot.ts'
import { draftSnapshot, type SnapshotDraft, viewOf } from './build-snapshot-view.ts'
import { type CookieBrowser, createCookieBrowser } from './cookie-browser.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { sendRequest } from './request-token.ts'
import type { SpecificationDraft } from './specification-builder.ts'

export const loginClient = { client_id: 'login-client-1', client_secret: 'oct_sbx_secret_of_the_login_client' }
export const redirectUri = 'https://service.example/retour'
export const personPath = '/v3/dss/quotient_familial/france_connect'
export const personQuery = 'recipient=21690123100011'

export const dataProvider: DataProvider = {
  clientId: 'gateway-1',
  secret: 'secret of the data provider',
  answerKey: Buffer.alloc(32, 7),
}

const title = { fallback: 'fr', texts: { fr: 'Une situation', en: 'A situation' } }
const born = { birthplace: '69383', birthcountry: '99100' }

export const people: readonly LoginChoice[] = [
  {
    id: 'camille.camille',
    title,
    email: 'camille@example.org',
    identity: {
      ...born,
      given_name: 'CAMILLE LOUISE',
      given_name_array: ['CAMILLE', 'LOUISE'],
      family_name: 'VALCLAIR-SPÉCIMEN',
      birthdate: '1992-03-14',
      gender: 'female',
      preferred_username: 'DUPONT',
    },
  },
  {
    id: 'hugo.hugo',
    title,
    email: 'hugo@example.org',
    identity: {
      ...born,
      given_name: 'HUGO',
      given_name_array: ['HUGO'],
      family_name: 'MARTELLON',
      birthdate: '1988-00-00',
      gender: 'male',
    },
  },
]

/** Gives the built specification an operation with a person's own token. */
export function addPersonOperation(document: SpecificationDraft): void {
  const { get } = document.paths['/v3/dss/quotient_familial/identite']
  const own = structuredClone(get)
  own.operationId = 'getQuotientFamilialFranceConnect'
  own['x-octroi-authentication'] = ['france_connect']
  delete own['x-octroi-personal']
  own.parameters = own.parameters.filter(({ name }: { name: string }) => name === 'recipient')
  document.paths[personPath] = { get: own }
}

/** The credential with which `client-1` lets people log in. */
export function loginCredential(change: Partial<SnapshotStates['credential']> = {}): SnapshotStates['credential'] {
  return {
    client_id: 'client-1',
    kind: 'france_connect',
    secret_hash: createHash('sha256').update(loginClient.client_secret).digest('hex'),
    jwks: null,
    grant_id: null,
    allowed_ips: [],
    expires_at: null,
    france_connect: {
      client_id: loginClient.client_id,
      redirect_uris: [redirectUri, 'http://localhost:3999/callback'],
      post_logout_redirect_uris: ['https://service.example/fin'],
    },
    ...change,
  }
}

/** The sandbox's identity provider on a listener, over a snapshot the test edits. */
export interface PersonIssuerWorld extends AsyncDisposable {
  readonly issuer: string
  readonly clock: FakeClock
  readonly events: { readonly type: string; readonly cause?: unknown }[]
  change(kinds: readonly string[], edit: (draft: SnapshotDraft) => void): void
  /** The address a browser ends at after asking with these parameters and picking somebody. */
  logIn(person: string | null, change?: Readonly<Record<string, string | null>>, browser?: CookieBrowser): Promise<URL>
  /** Redeems a code. */
  redeem(code: string, change?: Readonly<Record<string, string>>): Promise<{ status: number; body: TokenBody }>
  /** From authorization to access token. */
  tokenOf(person: string, scope?: string): Promise<string>
}

export interface TokenBody {
  readonly access_token?: string
  readonly id_token?: string
  readonly error?: string
}

export async function startPersonIssuer(): Promise<PersonIssuerWorld> {
  const clock = createFakeClock()
  const draft = draftSnapshot('sandbox', 'http://127.0.0.1:1', addPersonOperation)
  draft.states.credential.set('cred-login', loginCredential())
  let view = viewOf(draft, null, [])
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = `${origin}/france-connect/api/v2`
  const events: { type: string; cause?: unknown }[] = []
  const persons = createPersonIssuer({
    issuerUrl: issuer,
    portalUrl: 'http://portal.example',
    snapshot: { current: () => view, age: () => 0 },
    choices: { list: () => people, find: (id) => people.find((one) => one.id === id) ?? null },
    dataProvider,
    signingKey: createSigningKey(),
    secret: 'secret of this test',
    clock,
    observe: (event) => events.push(event),
  })
  server.on('request', (req, res) => persons.handle(req, res))

  async function logIn(
    person: string | null,
    change: Readonly<Record<string, string | null>> = {},
    browser = createCookieBrowser(origin, '/france-connect/'),
  ): Promise<URL> {
    const asked = { ...authorization, ...change }
    const stated = Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== null)
    const page = await browser.open(`${issuer}/authorize?${new URLSearchParams(stated)}`)
    if (page.status !== 200) return new URL(page.url)
    const form: Readonly<Record<string, string>> = person === null ? { cancel: 'yes' } : { person }
    return new URL((await browser.submit(page.url, form)).url)
  }

  async function redeem(code: string, change: Readonly<Record<string, string>> = {}) {
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...loginClient, ...change }
    const { status, text } = await sendRequest(`${issuer}/token`, { form })
    return { status, body: JSON.parse(text) as TokenBody }
  }

  return {
    issuer,
    clock,
    events,
    change(kinds, edit) {
      draft.revision += 1
      edit(draft)
      view = viewOf(draft, view, kinds)
    },
    logIn,
    redeem,
    async tokenOf(person, scope) {
      const back = await logIn(person, scope === undefined ? {} : { scope })
      const { body } = await redeem(back.searchParams.get('code') ?? '')
      if (body.access_token === undefined) throw new Error(`no token: ${JSON.stringify(body)}`)
      return body.access_token
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const authorization = {
  response_type: 'code',
  client_id: loginClient.client_id,
  redirect_uri: redirectUri,
  scope: 'openid identite_pivot cnaf_quotient_familial',
  state: 'the state',
  nonce: 'the nonce',
  acr_values: 'eidas1',
}
