import { createHash } from 'node:crypto'
import { canonicalJson } from '#kit/canonical-json.ts'
import type { DraftContent } from './access-request.ts'

/** Hex SHA-256 of the content as canonical JSON: what a vote is bound to. */
export function hashContent(content: DraftContent): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex')
}
