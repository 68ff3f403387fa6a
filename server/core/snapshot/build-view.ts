import type { HeldSnapshot } from './apply-message.ts'
import type { SnapshotKind, WireEntry } from './snapshot.ts'
import type { SnapshotMaps, SnapshotView } from './snapshot-view.ts'

const kinds: readonly SnapshotKind[] = ['api', 'organization', 'application', 'credential', 'grant', 'issuer_key']

type MutableMaps = { [K in SnapshotKind]: Map<string, unknown> }

function emptyMaps(): MutableMaps {
  return Object.fromEntries(kinds.map((kind) => [kind, new Map()])) as unknown as MutableMaps
}

function isKnown(kind: string): kind is SnapshotKind {
  return (kinds as readonly string[]).includes(kind)
}

function assign(maps: MutableMaps, entry: WireEntry): void {
  if (entry.text === null) maps[entry.kind].delete(entry.id)
  else maps[entry.kind].set(entry.id, JSON.parse(entry.text))
}

/**
 * The view of what is held. Maps of kinds that did not change are shared with the previous view. A kind this
 * release does not know counts in the digest and is otherwise ignored: control may be one release ahead.
 */
export function buildView(
  held: HeldSnapshot,
  previous: SnapshotView | null,
  changed: readonly WireEntry[],
): SnapshotView {
  const known = changed.filter((entry) => isKnown(entry.kind))
  const maps = emptyMaps()
  if (previous !== null) {
    const touched = new Set(known.map((entry) => entry.kind))
    for (const kind of kinds) {
      const before = previous.states[kind] as Map<string, unknown>
      maps[kind] = touched.has(kind) ? new Map(before) : before
    }
  }
  for (const entry of known) assign(maps, entry)
  const { environment, epoch, revision } = held
  return { environment, epoch, revision, states: maps as unknown as SnapshotMaps }
}
