import type { CatalogApi } from '../catalog/api-store.ts'
import { type ChangeDeps, timeOf } from '../change-deps.ts'
import type { CountryPack } from '../ports/country-pack.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { SnapshotChange } from '../snapshot/snapshot-publisher.ts'
import type { Grant } from './grant.ts'
import { grantChange } from './grant-change.ts'
import type { GrantStore } from './grant-store.ts'
import { sandboxContexts, sandboxTestContext } from './sandbox-contexts.ts'

export interface SandboxGrantDeps extends ChangeDeps {
  readonly grants: GrantStore
  readonly pack: CountryPack
}

type SandboxApi = Pick<CatalogApi, 'api' | 'version' | 'descriptor'>

function sandboxGrant(deps: SandboxGrantDeps, applicationId: string, { api, version, descriptor }: SandboxApi): Grant {
  const now = timeOf(deps)
  return {
    id: deps.random.uuid(),
    environment: 'sandbox',
    application_id: applicationId,
    beneficiary_id: null,
    api,
    api_version: version,
    scopes: descriptor.scopes.map((scope) => scope.name),
    plan: descriptor.sandbox_plan,
    legal_contexts: sandboxContexts(deps.pack),
    default_context: sandboxTestContext.code,
    valid_from: now,
    valid_until: null,
    authorization_id: null,
    delegation_id: null,
    state: 'active',
    generation: 1,
    version: 1,
    created_at: now,
  }
}

/**
 * Stores a sandbox grant on each API for one application: all scopes, any beneficiary.
 * The caller publishes the changes.
 */
export async function openGrantsOfApplication(
  tx: Transaction,
  deps: SandboxGrantDeps,
  applicationId: string,
  clientId: string,
  apis: readonly SandboxApi[],
): Promise<readonly SnapshotChange[]> {
  const grants = apis.map((api) => sandboxGrant(deps, applicationId, api))
  await deps.grants.insert(tx, grants)
  return grants.map((grant) => grantChange(grant, clientId))
}

/** Gives every application that lacks one a sandbox grant on an API that was just published, and publishes them. */
export async function openSandboxGrants(tx: Transaction, deps: SandboxGrantDeps, api: SandboxApi): Promise<void> {
  const without = await deps.grants.listApplicationsWithout(tx, api.api, api.version)
  const changes: SnapshotChange[] = []
  for (const { application_id, client_id } of without) {
    changes.push(...(await openGrantsOfApplication(tx, deps, application_id, client_id, [api])))
  }
  await deps.publisher.publish(tx, 'sandbox', changes)
}
