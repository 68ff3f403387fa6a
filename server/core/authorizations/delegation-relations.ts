import type { ResourceRelations } from '../permissions/relation.ts'
import type { Delegation } from './authorization.ts'

/** Which organizations stand how to a delegation, for `authorize`. */
export function delegationRelations(delegation: Delegation): ResourceRelations {
  return { beneficiary: delegation.beneficiary_id, editor: delegation.editor_organization_id }
}
