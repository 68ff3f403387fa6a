import { createHash } from 'node:crypto'
import { canonicalJson } from '#kit/canonical-json.ts'

/** Hex SHA-256 of the canonical JSON of a value: what `golden.json` pins. */
export function goldenHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}
