import type { ResourceRelations } from '../permissions/relation.ts'
import type { AuthorizationFile } from './authorization-store.ts'

/** Which organizations stand how to an authorization, for `authorize`. */
export function authorizationRelations(file: AuthorizationFile): ResourceRelations {
  return {
    organization: file.organization_id,
    beneficiary: file.authorization.beneficiary_id,
    providers: file.authorization.opened.map((api) => api.provider_organization_id),
  }
}
