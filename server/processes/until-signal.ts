/** A second signal within this time is the same wish, relayed by npm and the terminal at once. */
const sameWishMs = 2_000

/**
 * Resolves at the first of the signals. The same signal later, while the program still drains,
 * ends it at once: a person who asks twice means it.
 */
export function untilSignal(...names: readonly NodeJS.Signals[]): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined
    for (const name of names) {
      process.on(name, () => {
        const now = performance.now()
        first ??= now
        if (now - first > sameWishMs) process.exit(1)
        resolve()
      })
    }
  })
}
