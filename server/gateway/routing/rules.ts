import type { KeyObject } from 'node:crypto'
import type { SnapshotStates } from '#core/snapshot/snapshot.ts'
import type { SnapshotView } from '#core/snapshot/snapshot-view.ts'
import type { RouteTable } from './route-table.ts'

export interface GrantEntry {
  readonly id: string
  readonly state: SnapshotStates['grant']
  /** Milliseconds since the epoch, the end excluded. */
  readonly from: number
  readonly until: number
}

/** What the phases look things up in: indexes over one immutable snapshot. */
export interface Rules {
  readonly view: SnapshotView
  readonly routes: RouteTable
  /** Credential ids by hex SHA-256 of a static bearer. */
  readonly staticBearers: ReadonlyMap<string, string>
  /** Credential ids by client id at FranceConnect. */
  readonly loginClients: ReadonlyMap<string, string>
  /** By {@link grantKey}. */
  readonly grants: ReadonlyMap<string, readonly GrantEntry[]>
  /** Public keys of this environment's issuers by `kid`. */
  readonly issuerKeys: ReadonlyMap<string, KeyObject>
}

export function grantKey(clientId: string, api: string, version: string): string {
  return `${clientId} ${api}@${version}`
}
