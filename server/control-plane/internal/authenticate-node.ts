import type { IncomingMessage } from 'node:http'
import { Unauthenticated } from '#core/errors.ts'
import type { NodeIdentity } from '#core/nodes/node-store.ts'
import { matchesTokenHash, tokenHash } from '#core/nodes/token-hash.ts'
import type { InternalDeps } from './internal-request.ts'

/** A node token says whose it is, so that one row is read: `oct_node_<node id>.<256 random bits>`. */
const nodeTokenShape = /^oct_node_([a-z0-9][a-z0-9-]{1,62})\.[\w-]{43}$/

function refuse(): never {
  throw new Unauthenticated({ problem: 'node-token-refused', detail: 'Enrol this node again.' })
}

function bearerOf(request: IncomingMessage): string {
  const match = /^Bearer ([\w.~+/-]{1,256})$/i.exec(request.headers.authorization ?? '')
  return match?.[1] ?? refuse()
}

/** A new token for a node. Control keeps its hash alone. */
export function mintNodeToken(deps: Pick<InternalDeps, 'random'>, nodeId: string): string {
  return `oct_node_${nodeId}.${deps.random.bytes(32).toString('base64url')}`
}

/** @throws Unauthenticated when the enrolment token is not this platform's. */
export function checkEnrolmentToken(deps: Pick<InternalDeps, 'enrolmentToken'>, request: IncomingMessage): void {
  if (!matchesTokenHash(bearerOf(request), tokenHash(deps.enrolmentToken))) refuse()
}

/** The node whose token the request carries. @throws Unauthenticated when it is nobody's. */
export async function authenticateNode(deps: InternalDeps, request: IncomingMessage): Promise<NodeIdentity> {
  const token = bearerOf(request)
  const nodeId = nodeTokenShape.exec(token)?.[1] ?? refuse()
  const found = await deps.unitOfWork.read((tx) => deps.nodeStore.find(tx, nodeId))
  if (found === null || !matchesTokenHash(token, found.token_hash)) refuse()
  return { node_id: found.node_id, role: found.role, environment: found.environment }
}
