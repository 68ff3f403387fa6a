import type { UpstreamTarget } from './upstream-target.ts'

/** Shares calls over targets so that each gets its part even of a few calls, one after the other. */
export type TargetOrder = (targets: readonly UpstreamTarget[]) => readonly UpstreamTarget[]

/**
 * Smooth weighted round-robin: each turn every target gains its weight, and the richest pays the sum. The answer begins
 * with the target whose turn it is; the others follow, for when it cannot be used.
 */
export function createTargetOrder(): TargetOrder {
  const credits = new WeakMap<readonly UpstreamTarget[], number[]>()
  return (targets) => {
    if (targets.length < 2) return targets
    const known = credits.get(targets) ?? targets.map(() => 0)
    credits.set(targets, known)
    let sum = 0
    for (const [at, { weight }] of targets.entries()) {
      known[at] = (known[at] ?? 0) + weight
      sum += weight
    }
    const order = targets.map((target, at) => ({ target, credit: known[at] ?? 0, at }))
    order.sort((a, b) => b.credit - a.credit || a.at - b.at)
    const first = order[0]?.at ?? 0
    known[first] = (known[first] ?? 0) - sum
    return order.map(({ target }) => target)
  }
}
