import type { ReplayGuard } from '#core/ports/replay-guard.ts'
import type { ControlClient } from './create-control-client.ts'

/**
 * Replay guard over control's store, for several issuer replicas without Redis. It needs control for every claim,
 * and is never empty: what was claimed survives restarts.
 */
export function createClaimGuard(control: Pick<ControlClient, 'claim'>): ReplayGuard {
  return { scope: 'cluster', emptySince: 0, claim: (id, ttlMs) => control.claim(id, ttlMs) }
}
