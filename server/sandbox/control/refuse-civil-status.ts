import { type Refusal, refuse } from '../refusal.ts'
import type { ClaimRules } from './claim-rules.ts'

/** The platform's own control of civil status. */
export function refuseCivilStatus(parameter: string, rule: string, detail: string): Refusal {
  return refuse('control', 422, '00366', rule, detail, 'Octroi', parameter)
}

/** A civil status that the provider's control rejects. */
export function rejectByProvider(rules: ClaimRules, parameter: string, rule: string, detail: string): Refusal {
  return refuse('control', 422, `${rules.providerCode}561`, rule, detail, rules.provider, parameter)
}
