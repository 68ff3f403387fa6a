import type { AccessRequestContent } from './access-request.ts'
import { apiKey } from './asked-scopes.ts'

/** Business days a decider has: ten working days, the usual promise of API programmes. */
export const decisionBusinessDays = 10

export interface AskedApi {
  readonly sensitivity: 'normal' | 'high'
  readonly provider_organization_id: string
}

/** A decision to be made: by whom, and by how many people. */
export interface PlannedDecision {
  readonly organization_id: string
  readonly power: 'provider' | 'operator'
  readonly required_votes: number
}

/** One decision for each distinct provider asked, and the operator's. Four eyes where any API at stake is sensitive. */
export function planDecisions(
  content: AccessRequestContent,
  apis: ReadonlyMap<string, AskedApi>,
  operatorId: string,
): readonly PlannedDecision[] {
  const asked = content.apis.map((item) => apis.get(apiKey(item))).filter((api) => api !== undefined)
  const providers = [...new Set(asked.map((api) => api.provider_organization_id))]
  const votesOver = (apisAtStake: readonly AskedApi[]) =>
    apisAtStake.some((api) => api.sensitivity === 'high') ? 2 : 1
  return [
    ...providers.map((id) => ({
      organization_id: id,
      power: 'provider' as const,
      required_votes: votesOver(asked.filter((api) => api.provider_organization_id === id)),
    })),
    { organization_id: operatorId, power: 'operator', required_votes: votesOver(asked) },
  ]
}
