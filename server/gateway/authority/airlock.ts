import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { type Refusal, refuse } from '../refusal.ts'

/**
 * Keeps test identities out of production and real ones out of the sandbox. It judges marked
 * identifiers only, through the country pack; reserved test persons pass in production.
 */
export function airlock(exchange: Exchange, gateway: GatewayContext): Refusal | null {
  const isProduction = gateway.deps.configuration.environment === 'production'
  if (isProduction && exchange.isTestPerson) return null
  for (const name of exchange.operation?.operation.personal_parameters ?? []) {
    const refusal = refuseMarked(name, exchange.values[name], isProduction, gateway)
    if (refusal) return refusal
  }
  return null
}

function refuseMarked(name: string, value: unknown, isProduction: boolean, gateway: GatewayContext): Refusal | null {
  if (Array.isArray(value)) {
    for (const item of value) {
      const refusal = refuseMarked(name, item, isProduction, gateway)
      if (refusal) return refusal
    }
    return null
  }
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const mark = gateway.deps.pack.markOf(String(value))
  if (isProduction && mark === 'synthetic') {
    return refuse('synthetic-identity-in-production', `\`${name}\` is an identifier of the synthetic population.`)
  }
  if (!isProduction && mark === 'possibly_real') {
    return refuse('real-identity-in-sandbox', `\`${name}\` could identify a real person.`)
  }
  return null
}

/** Whether the call is about one of the reserved test persons of the API. */
export function isTestPerson(exchange: Exchange): boolean {
  return (exchange.operation?.testPersons ?? []).some((traits) =>
    (exchange.operation?.operation.personal_parameters ?? []).every((name) =>
      sameTexts(exchange.values[name], traits[name]),
    ),
  )
}

function sameTexts(value: unknown, trait: string | readonly string[] | undefined): boolean {
  const given = textsIn(value)
  const wanted = trait === undefined ? [] : typeof trait === 'string' ? [trait] : trait
  return given.length === wanted.length && given.every((text, index) => text === wanted[index])
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  return Array.isArray(value) ? value.flatMap(textsIn) : []
}
