import type { Environment } from '../environment.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { NodeReport } from '../snapshot/snapshot.ts'
import type { Node } from './node.ts'

/** Who a node token stands for. */
export interface NodeIdentity {
  readonly node_id: string
  readonly role: NodeReport['role']
  readonly environment: Environment
}

/** Nodes that were enrolled. Times are the store's own. */
export interface NodeStore {
  /** Adds the node, or replaces its token. What it last reported stays. */
  enrol(tx: Transaction, node: NodeIdentity, tokenHash: string): Promise<void>
  /** The node with its token's hash; null when it was never enrolled. */
  find(tx: Transaction, nodeId: string): Promise<(NodeIdentity & { readonly token_hash: string }) | null>
  /** Keeps what the node serves now, and that it was seen now. */
  report(tx: Transaction, report: NodeReport): Promise<void>
  /** Every node of the environment, or of all when it is null, by id. */
  list(tx: Transaction, environment: Environment | null): Promise<Node[]>
}
