import type { NumberedCheckpoint } from '#core/audit/audit-log-reader.ts'

/** A checkpoint as everybody may read it. */
export function presentCheckpoint({ number, shard, size, at, body, signature }: NumberedCheckpoint) {
  return { number, shard, size, at, body, signature }
}
