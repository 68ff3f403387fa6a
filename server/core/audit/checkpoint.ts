import { z } from 'zod'

/** The last record of a chain: its place and the hash of its line. */
export interface ChainHead {
  readonly gateway: string
  readonly chain: string
  readonly seq: number
  readonly head: string
}

/** What the log was at a moment. Signed as the exact bytes of its JSON. */
export interface Checkpoint {
  readonly format_version: 1
  /** Public address of the platform. */
  readonly origin: string
  /** 1, 2, 3... over all shards. */
  readonly number: number
  /** Hex SHA-256 of the body of the checkpoint before; 64 zeros for the first. */
  readonly previous: string
  /** UTC month of sequencing, YYYY-MM. */
  readonly shard: string
  /** Leaves of the shard. */
  readonly size: number
  /** Hex root of the shard's tree (RFC 9162 section 2.1). */
  readonly root: string
  /** True for the last checkpoint of a shard: it never grows again. */
  readonly is_final: boolean
  readonly at: string
  /** The chains with records in the shard: the last one each that the tree holds. */
  readonly chains: readonly ChainHead[]
  /** Chains whose gateway has reported a durable record that it has not shipped: the last one reported. */
  readonly unshipped: readonly ChainHead[]
}

/** A checkpoint as it travels: the exact text, and base64url of its Ed25519 signature. */
export interface SignedCheckpoint {
  readonly body: string
  readonly signature: string
}

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const units = z.number().int().min(0)
const head = z.object({ gateway: z.string(), chain: z.string(), seq: units, head: hash })

const schema = z.object({
  format_version: z.literal(1),
  origin: z.string(),
  number: units.min(1),
  previous: hash,
  shard: z.string().regex(/^\d{4}-\d{2}$/),
  size: units,
  root: hash,
  is_final: z.boolean(),
  at: z.iso.datetime(),
  chains: z.array(head),
  unshipped: z.array(head),
})

/** The checkpoint in a body; null when it is not one. */
export function parseCheckpoint(body: string): Checkpoint | null {
  try {
    const parsed = schema.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
