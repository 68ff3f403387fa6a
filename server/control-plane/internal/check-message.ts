import type { z } from 'zod'
import { type FieldError, Forbidden, InvalidInput } from '#core/errors.ts'
import type { NodeIdentity } from '#core/nodes/node-store.ts'

/**
 * The message, checked. Members this release does not know are dropped: the next release may send them.
 * @throws InvalidInput naming each field and rule.
 */
export function checkMessage<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors: FieldError[] = parsed.error.issues.map((issue) => ({
    field: `/${issue.path.join('/')}`,
    rule: issue.code,
    message: issue.message,
  }))
  throw new InvalidInput({ problem: 'invalid-request', detail: 'The message breaks the internal protocol.', errors })
}

/**
 * The node that speaks, when it may.
 * @throws Forbidden when it speaks for another node, or its role is not for this.
 */
export function checkSpeaker(
  node: NodeIdentity | null,
  claimed: Partial<NodeIdentity>,
  role: NodeIdentity['role'] | 'any',
): NodeIdentity {
  const isOther =
    node === null ||
    (role !== 'any' && node.role !== role) ||
    (claimed.node_id !== undefined && claimed.node_id !== node.node_id) ||
    (claimed.role !== undefined && claimed.role !== node.role) ||
    (claimed.environment !== undefined && claimed.environment !== node.environment)
  if (isOther) throw new Forbidden({ problem: 'node-not-allowed', detail: 'The message is not this node’s to send.' })
  return node
}
