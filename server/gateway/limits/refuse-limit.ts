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

/** A hard limit cannot be decided (503): refusing is the only way never to exceed it. */
export function refuseUndecided(name: string): Refusal {
  return refuse('quota-undecided', `The limit \`${name}\` cannot be checked now.`, { headers: { 'Retry-After': '5' } })
}
