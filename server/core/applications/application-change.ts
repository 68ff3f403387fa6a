import type { Environment } from '../environment.ts'
import type { SnapshotChange } from '../snapshot/snapshot-publisher.ts'
import type { Application } from './application.ts'

/** An application as gateways and issuers of one environment see it; an archived one is removed. */
export function applicationChange(application: Application, environment: Environment): SnapshotChange {
  const id = application.client_ids[environment]
  if (application.state === 'archived') return { kind: 'application', id, state: null }
  const { organization_id, name, state } = application
  const demand = application.requires_bound_tokens ? { requires_bound_tokens: true } : {}
  return { kind: 'application', id, state: { application_id: application.id, organization_id, name, state, ...demand } }
}
