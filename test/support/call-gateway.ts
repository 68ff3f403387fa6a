import { request } from 'undici'
import type { GatewayWorld } from './gateway-world.ts'

export const callPath = '/v3/dss/quotient_familial/identite'
export const validQuery = 'recipient=21690123100011&nomNaissance=LEFEBVRE&prenoms%5B%5D=ALEXIS'

export interface CallOptions {
  readonly method?: string
  readonly path?: string
  readonly query?: string
  readonly headers?: Record<string, string | string[]>
  readonly token?: string | null
  readonly body?: string | null
}

export interface CallAnswer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: an answer of any shape, read by assertions
  readonly json: any
}

/** One call with a valid token and valid parameters unless told otherwise. */
export async function call(world: GatewayWorld, options: CallOptions = {}): Promise<CallAnswer> {
  const { path = callPath, query = options.body === undefined ? validQuery : '' } = options
  const token = options.token === undefined ? world.signer.sign() : options.token
  const answer = await request(`${world.url}${path}${query ? `?${query}` : ''}`, {
    method: (options.method ?? (options.body === undefined ? 'GET' : 'POST')) as 'GET',
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(options.body ? { 'content-type': 'application/json' } : {}),
      ...options.headers,
    },
    body: options.body ?? null,
  })
  const text = await answer.body.text()
  let json: unknown = null
  try {
    json = JSON.parse(text)
  } catch {}
  return { status: answer.statusCode, headers: answer.headers, text, json }
}
