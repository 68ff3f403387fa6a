import type { Exchange } from '../exchange.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** The operation of this environment by method and path; what no specification declares does not exist. */
export function route(exchange: Exchange): Refusal | null {
  const match = exchange.rules.routes.match(exchange.path)
  if (!match) return refuse('not-found', 'No API of this gateway has this path.')
  const found = match.byMethod.get(exchange.request.method ?? '')
  if (!found) {
    const allow = [...match.byMethod.keys()].join(', ')
    return refuse('method-not-allowed', `This path accepts ${allow}.`, { headers: { Allow: allow } })
  }
  exchange.operation = found
  exchange.pathValues = match.pathValues
  const { api } = found
  if (api.state.state === 'retired' || (api.endsAt !== null && exchange.startedAt > api.endsAt)) {
    return refuse('version-retired', `${api.id} has ended.`)
  }
  return null
}
