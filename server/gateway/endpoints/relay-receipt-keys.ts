import { Unavailable } from '#core/errors.ts'
import { answerRefusal } from '../answers/answer-refusal.ts'
import { readBounded } from '../body/read-bounded.ts'
import type { Answer, Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { refuseLimit, refuseUndecided } from '../limits/refuse-limit.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { CallDeadline } from '../upstream/call-deadline.ts'
import { sendUpstream } from '../upstream/send-upstream.ts'
import { type Endpoint, jsonAnswer } from './endpoint.ts'

const path = /^\/\.well-known\/receipt-keys\/([a-z0-9-]{1,80})$/
const limit = { name: 'receipt-keys', perMinute: 600 }
const maxBytes = 64 * 1024
const deadlineMs = 5_000

/** For `/.well-known/receipt-keys/{api}`: the endpoint that answers it; null for another path. */
export function receiptKeys(requested: string): Endpoint | null {
  const api = path.exec(requested)?.[1]
  return api === undefined ? null : (exchange, gateway) => answer(exchange, gateway, api)
}

/** The public keys that verify the receipts of an API's provider (RFC 7517), for anybody: they hold nothing secret. */
async function answer(exchange: Exchange, gateway: GatewayContext, api: string): Promise<Answer> {
  const found = (await takeTurn(gateway)) ?? (await relay(gateway, api))
  return 'problem' in found ? answerRefusal(found, exchange, gateway.deps.configuration.portalUrl) : found
}

async function takeTurn({ deps }: GatewayContext): Promise<Refusal | null> {
  try {
    const { granted, resetMs } = await deps.rateCounter.take(limit.name, limit.perMinute, 60, 1)
    return granted === 1 ? null : refuseLimit({ name: limit.name, resetMs })
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    return refuseUndecided(limit.name, error)
  }
}

async function relay(gateway: GatewayContext, api: string): Promise<Answer | Refusal> {
  const { sandboxEngineUrl } = gateway.deps.configuration
  const states = [...(gateway.rules()?.view.states.api.values() ?? [])]
  const state = states.find(({ descriptor, state }) => descriptor.api === api && state !== 'retired')
  const url = sandboxEngineUrl ?? state?.upstream_url
  if (!state || !url) return refuse('not-found', 'No API of this gateway gives receipts under this name.')
  const deadline = new CallDeadline()
  const timer = setTimeout(() => deadline.abort(), deadlineMs)
  try {
    const head = await sendUpstream(gateway.pools.get(new URL(url).origin), {
      method: 'GET',
      path: '/.well-known/receipt-keys',
      headers: { accept: 'application/json', 'accept-encoding': 'identity' },
      body: null,
      deadline,
    })
    if (typeof head === 'string') return unavailable()
    const keys = keysOf(await readBounded(head.body, maxBytes))
    if (head.status !== 200 || keys === null)
      return refuse('not-found', 'The provider of this API publishes no keys of receipts.')
    return jsonAnswer(200, { keys }, { 'Cache-Control': 'public, max-age=300' })
  } catch {
    return unavailable()
  } finally {
    clearTimeout(timer)
  }
}

/** The key set, rebuilt from what a public key has: a provider's mistake never publishes a private half. */
function keysOf(bytes: Buffer): readonly object[] | null {
  const value = JSON.parse(bytes.toString('utf8')) as { readonly keys?: unknown } | null
  if (!Array.isArray(value?.keys)) return null
  return value.keys.slice(0, 20).map((key: Readonly<Record<string, unknown>>) => {
    const { kty, crv, x, y, n, e, kid, alg, use } = key
    return { kty, crv, x, y, n, e, kid, alg, use }
  })
}

function unavailable(): Refusal {
  return refuse('upstream-unavailable', 'The provider does not answer.', { headers: { 'Retry-After': '5' } })
}
