/** Calls in progress per key. */
export interface ConcurrencyGate {
  /** Null when `limit` calls of the key are in progress, else the function that ends this one. */
  enter(key: string, limit: number): (() => void) | null
}

/** Holds a key only while it has calls in progress. */
export function createConcurrencyGate(): ConcurrencyGate {
  const running = new Map<string, number>()
  return {
    enter(key, limit) {
      const count = running.get(key) ?? 0
      if (count >= limit) return null
      running.set(key, count + 1)
      let isOpen = true
      return () => {
        if (!isOpen) return
        isOpen = false
        const left = (running.get(key) ?? 1) - 1
        if (left > 0) running.set(key, left)
        else running.delete(key)
      }
    },
  }
}
