import type { VersionChange } from './compare-versions.ts'

/** The same change of several operations is one line of the list. */
export interface ChangeGroup extends Omit<VersionChange, 'operationId'> {
  readonly operationIds: readonly string[]
}

/** In the order of the first of each. */
export function groupChanges(changes: readonly VersionChange[]): ChangeGroup[] {
  const groups = new Map<string, VersionChange & { operationIds: string[] }>()
  for (const change of changes) {
    const { kind, subject, before, after } = change
    const key = JSON.stringify([kind, subject, before, after])
    const group = groups.get(key) ?? { ...change, operationIds: [] }
    if (change.operationId !== null) group.operationIds.push(change.operationId)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ operationId: _first, ...group }) => group)
}
