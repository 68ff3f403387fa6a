import type { Application } from '../applications/application.ts'
import type { ApplicationStore } from '../applications/application-store.ts'
import type { ApiStore } from '../catalog/api-store.ts'
import type { ChangeDeps } from '../change-deps.ts'
import { NotFound } from '../errors.ts'
import type { ResourceRelations } from '../permissions/relation.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Grant } from './grant.ts'
import type { GrantStore } from './grant-store.ts'

/** What the use cases of grants work with. */
export interface GrantDeps extends ChangeDeps {
  readonly grants: GrantStore
  readonly applications: ApplicationStore
  readonly apis: ApiStore
}

/** A grant with its application, and which organizations stand how to it. */
export interface GrantFile {
  readonly grant: Grant
  readonly application: Application
  readonly relations: ResourceRelations
}

/** @throws NotFound. The relations of a sandbox grant leave the provider out: nobody's data is behind it. */
export async function loadGrant(
  tx: Transaction,
  deps: Pick<GrantDeps, 'grants' | 'applications'>,
  id: string,
): Promise<GrantFile> {
  const grant = await deps.grants.load(tx, id)
  const application = grant === null ? null : await deps.applications.load(tx, grant.application_id)
  if (grant === null || application === null) throw new NotFound({ problem: 'not-found' })
  const { provider } = await deps.grants.partiesOf(tx, grant)
  const relations = {
    organization: application.organization_id,
    beneficiary: grant.beneficiary_id,
    providers: grant.environment === 'production' ? [provider] : [],
  }
  return { grant, application, relations }
}
