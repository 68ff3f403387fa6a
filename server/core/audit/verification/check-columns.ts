import { canonicalJson } from '#kit/canonical-json.ts'
import type { StoredLeaf } from '../audit-log-reader.ts'
import type { LinePlace } from '../place-of.ts'

function isSame(column: unknown, member: unknown): boolean {
  if (column === member || canonicalJson(column) === canonicalJson(member)) return true
  if (typeof column !== 'string' || typeof member !== 'string') return false
  return Date.parse(column) === Date.parse(member)
}

/** Names of the columns beside a line that say something else than the line: searches would answer wrongly. */
export function checkColumns({ columns }: StoredLeaf, place: LinePlace | null): string[] {
  const members = place?.members
  if (members === undefined) return []
  const names = Object.keys(columns).filter((name) => !(columns[name] === null && members[name] === undefined))
  // An act whose event is gone has no columns left to compare.
  if (names.length === 0 && 'event_id' in members) return ['event_id']
  return names.filter((name) => !isSame(columns[name], members[name]))
}
