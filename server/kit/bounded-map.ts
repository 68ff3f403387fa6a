/** A map that forgets its least recently used entry when it is full, so that no caller can grow it without end. */
export interface BoundedMap<K, V> {
  readonly size: number
  get(key: K): V | undefined
  set(key: K, value: V): void
  delete(key: K): void
}

interface Kept<V> {
  value: V
  /** When it was last moved to the end of the order, in accesses. */
  movedAt: number
}

/**
 * Keeps at most `capacity` entries. An entry used within the last quarter of `capacity` accesses keeps its place:
 * what is used all the time is not moved all the time.
 */
export function createBoundedMap<K, V>(capacity: number): BoundedMap<K, V> {
  const entries = new Map<K, Kept<V>>()
  const stays = capacity >> 2
  let accesses = 0
  return {
    get size() {
      return entries.size
    },
    get(key) {
      const kept = entries.get(key)
      if (kept === undefined) return undefined
      accesses += 1
      if (accesses - kept.movedAt > stays) {
        kept.movedAt = accesses
        entries.delete(key)
        entries.set(key, kept)
      }
      return kept.value
    },
    set(key, value) {
      entries.delete(key)
      accesses += 1
      entries.set(key, { value, movedAt: accesses })
      if (entries.size <= capacity) return
      const oldest = entries.keys().next()
      if (!oldest.done) entries.delete(oldest.value)
    },
    delete(key) {
      entries.delete(key)
    },
  }
}
