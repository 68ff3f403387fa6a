/** One take of a counter, as its caller saw it. Times are of one clock. */
export interface TakeSeen {
  readonly invokedAt: number
  readonly returnedAt: number
  /** Units granted; 0 is a refusal. */
  readonly granted: number
  /** Units used of the limit when the counter answered, with this take. */
  readonly used: number
}

/**
 * Why a history of takes is not that of one counter that counts one after the other, or null when it is. Each grant
 * says which units it got, so the order is known and only has to agree with real time: what had returned before
 * another began must stand before it.
 */
export function whyNotLinearizable(history: readonly TakeSeen[]): string | null {
  const grants = history.filter((take) => take.granted > 0).sort((a, b) => a.used - b.used)
  let used = 0
  for (const grant of grants) {
    if (grant.used - grant.granted !== used) return `units ${used} to ${grant.used} were not granted exactly once`
    used = grant.used
  }
  // A refusal stands right after the grants it saw.
  const order = [...history].sort((a, b) => a.used - b.used || Number(a.granted === 0) - Number(b.granted === 0))
  let earliestReturn = Number.POSITIVE_INFINITY
  for (const take of order.toReversed()) {
    const isAfterIts = take.invokedAt > earliestReturn
    if (isAfterIts) return `a take that saw ${take.used} used began after a later one had returned`
    if (take.granted > 0) earliestReturn = Math.min(earliestReturn, take.returnedAt)
  }
  // Refusals of one place may stand in any order among themselves, but after every grant they saw.
  let latestStart = Number.NEGATIVE_INFINITY
  for (const take of order) {
    if (take.granted > 0) latestStart = Math.max(latestStart, take.invokedAt)
    else if (take.returnedAt < latestStart) return `a refusal returned before a grant it saw had begun`
  }
  return null
}
