import type { LocaleMap } from '#core/locale/locale-map.ts'
import type { SnapshotView } from '#core/snapshot/snapshot-view.ts'

/** Data scopes of the operations a person's token opens, with their labels, by name. */
export type DataScopes = ReadonlyMap<string, LocaleMap>

/** Reads them again only when the catalogue changed. */
export function createDataScopes(): (view: SnapshotView | null) => DataScopes {
  let read: SnapshotView['states']['api'] | null = null
  let scopes: DataScopes = new Map()
  return (view) => {
    if (view === null || view.states.api === read) return scopes
    read = view.states.api
    const found = new Map<string, LocaleMap>()
    for (const { descriptor, state } of read.values()) {
      if (state === 'retired') continue
      const opened = new Set(
        descriptor.operations
          .filter(({ authentication }) => authentication.includes('france_connect'))
          .flatMap((operation) => operation.scopes),
      )
      for (const { name, label } of descriptor.scopes) if (opened.has(name)) found.set(name, label)
    }
    scopes = found
    return scopes
  }
}
