import type { UseCasePolicy } from '#core/policies/use-case-policy.ts'
import type { components } from '../../generated/management.ts'

type UseCaseBody = components['schemas']['UseCase']

export function presentUseCase(policy: UseCasePolicy): UseCaseBody {
  return { ...policy } as unknown as UseCaseBody
}
