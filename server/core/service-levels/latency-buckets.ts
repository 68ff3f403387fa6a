/** Upper bounds in milliseconds of the durations that are counted apart. One and two seconds are promises. */
export const latencyBuckets = [25, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 60_000] as const

const longest = latencyBuckets[latencyBuckets.length - 1] ?? 0

export function bucketOf(milliseconds: number): number {
  return latencyBuckets.find((bound) => milliseconds <= bound) ?? longest
}

interface Counted {
  readonly bucket: number
  readonly answers: number
}

/** Answers of at most `bound` milliseconds, which must be a bucket. */
export function countWithin(counts: readonly Counted[], bound: number): number {
  return counts.reduce((sum, { bucket, answers }) => (bucket <= bound ? sum + answers : sum), 0)
}

/** The bucket that holds the given share of all answers; null without answers. */
export function percentileOf(counts: readonly Counted[], share: number): number | null {
  const total = countWithin(counts, longest)
  if (total === 0) return null
  return latencyBuckets.find((bound) => countWithin(counts, bound) >= share * total) ?? longest
}
