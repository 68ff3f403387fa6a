import type { LoginThrottleStore } from '#core/oauth/login-throttle-store.ts'
import type { OAuthArtifactStore } from '#core/oauth/oauth-artifact-store.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'

/** Small enough that a batch never holds the embedded store's one connection for long. */
const batchSize = 500

/** Removes what has expired of sessions, codes, tokens and counted logins. Run each minute or so. */
export async function removeExpiredSignIns(deps: {
  readonly unitOfWork: UnitOfWork
  readonly artifacts: OAuthArtifactStore
  readonly throttles: LoginThrottleStore
  readonly clock: Clock
}): Promise<void> {
  const now = deps.clock.now()
  await deps.unitOfWork.transaction((tx) => deps.throttles.removeExpired(tx, now))
  let removed = batchSize
  while (removed === batchSize) {
    removed = await deps.unitOfWork.transaction((tx) => deps.artifacts.removeExpired(tx, now, batchSize))
  }
}
