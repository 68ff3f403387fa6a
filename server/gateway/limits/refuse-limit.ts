import type { DomainError } from '#core/errors.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { LimitState } from './limit-state.ts'
import { seconds } from './rate-headers.ts'

/** The limit is reached (429): names it, and says when to come back. */
export function refuseLimit(state: Pick<LimitState, 'name' | 'resetMs'>): Refusal {
  return refuse('quota-exceeded', `The limit \`${state.name}\` is reached.`, {
    extensions: { 'violated-policies': [state.name] },
    headers: { 'Retry-After': String(seconds(state.resetMs)) },
  })
}

/**
 * A hard limit cannot be decided (503): refusing is the only way never to exceed it. Says when to come back where the
 * counter knows (`retry_after`, seconds), else in five seconds.
 */
export function refuseUndecided(name: string, { extensions }: Pick<DomainError, 'extensions'>): Refusal {
  const retryAfter = typeof extensions.retry_after === 'number' ? Math.max(1, Math.ceil(extensions.retry_after)) : 5
  return refuse('quota-undecided', `The limit \`${name}\` cannot be checked now.`, {
    headers: { 'Retry-After': String(retryAfter) },
  })
}
