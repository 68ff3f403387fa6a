import type { Transaction } from '../ports/unit-of-work.ts'
import type { UseCasePolicy } from './use-case-policy.ts'

/** Policies that organizations keep beside the country pack's own. */
export interface PolicyStore {
  /** Every version of every policy. */
  list(tx: Transaction): Promise<readonly UseCasePolicy[]>
}
