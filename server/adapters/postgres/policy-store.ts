import type { PolicyStore } from '#core/policies/policy-store.ts'
import type { UseCasePolicy } from '#core/policies/use-case-policy.ts'
import { inside } from './unit-of-work.ts'

export function createPolicyStore(): PolicyStore {
  return {
    async list(tx) {
      const rows = await inside(tx).selectFrom('use_case_policies').select('document').execute()
      return rows.map((row) => row.document as UseCasePolicy)
    },
  }
}
