import type { Limit } from '#core/quotas/limit.ts'
import type { Exchange } from '../exchange.ts'
import { type Refusal, refuse } from '../refusal.ts'

const seconds = { s: 1, min: 60, h: 3600 } as const
const header = 'x-sandbox-quota'

/** A limit a developer sets for the calls that name it, to see a real one at work. */
export interface SandboxQuota {
  readonly limit: Pick<Limit, 'name' | 'limit' | 'hard'>
  readonly windowSeconds: number
}

/** Reads `X-Sandbox-Quota: 5/min` (`s`, `min` or `h`); null when it is absent. */
export function sandboxQuota({ request, operation }: Exchange): SandboxQuota | Refusal | null {
  const text = request.headers[header]
  if (text === undefined) return null
  const match = /^([1-9]\d{0,3})\/(s|min|h)$/.exec(typeof text === 'string' ? text.trim() : '')
  if (match) {
    const unit = match[2] as keyof typeof seconds
    return { limit: { name: `sandbox-${unit}`, limit: Number(match[1]), hard: false }, windowSeconds: seconds[unit] }
  }
  const message = 'X-Sandbox-Quota is a number, a slash, and s, min or h: 5/min.'
  const isParticulier = operation?.api.descriptor.error_envelope === 'api-particulier'
  const errors = [{ field: 'X-Sandbox-Quota', rule: 'format', message }]
  return refuse('invalid-request', message, isParticulier ? { code: '00366', errors } : { errors })
}
