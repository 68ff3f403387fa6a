import { z } from 'zod'

const schema = z.object({
  format_version: z.literal(1),
  shard: z.string(),
  size: z.number().int().min(0),
  root: z.string(),
  /** Number of the final checkpoint, whose `chains` are the boundary heads. It is kept. */
  final_checkpoint: z.number().int().min(1),
  retention_months: z.number().int(),
  retention_reason: z.string().nullable(),
  purged_at: z.string(),
})

/** What is kept of a shard that was purged, signed by the checkpoint key. */
export type PurgeStatement = Readonly<z.infer<typeof schema>>

/** The statement in a text; null when it is not one. */
export function parsePurgeStatement(body: string): PurgeStatement | null {
  try {
    const parsed = schema.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
