import type { Clock } from '#core/ports/clock.ts'
import { createHealthChecks, type HealthQuestion } from './health-checks.ts'
import { createTargetOrder } from './target-order.ts'
import type { Upstream, UpstreamPools } from './upstream-pools.ts'
import type { UpstreamTarget } from './upstream-target.ts'

/** A target whose turn it is, with its connections. */
export interface ChosenTarget {
  readonly target: UpstreamTarget
  readonly upstream: Upstream
}

/** Which root of a provider takes a call. */
export interface TargetChooser extends Disposable {
  /**
   * The target, or the milliseconds until one may be tried again, or null when none has an address that may be used.
   * `except` has just failed.
   */
  choose(
    targets: readonly UpstreamTarget[],
    question: HealthQuestion | null,
    except?: UpstreamTarget,
  ): ChosenTarget | number | null
}

/**
 * Takes turns by weight among the targets that answer. One whose circuit is open is passed over, but for its trial
 * call; one that fails its health checks is used only when no other is left.
 */
export function createTargetChooser(pools: UpstreamPools, clock: Clock): TargetChooser {
  const orderOf = createTargetOrder()
  const health = createHealthChecks(clock)

  function open(target: UpstreamTarget): Upstream | null {
    try {
      return pools.get(target.origin)
    } catch {
      return null
    }
  }

  return {
    choose(targets, question, except) {
      let wait: number | null = null
      const down: ChosenTarget[] = []
      const admit = (chosen: ChosenTarget): ChosenTarget | null => {
        const pause = chosen.upstream.breaker.admit()
        if (pause === null) return chosen
        wait = wait === null ? pause : Math.min(wait, pause)
        return null
      }
      for (const target of orderOf(targets)) {
        if (target === except) continue
        const upstream = open(target)
        if (upstream === null) continue
        const chosen = { target, upstream }
        if (question !== null && health.isDown(target, upstream, question)) down.push(chosen)
        else if (admit(chosen)) return chosen
      }
      for (const chosen of down) if (admit(chosen)) return chosen
      return wait
    },
    [Symbol.dispose]: () => health[Symbol.dispose](),
  }
}
