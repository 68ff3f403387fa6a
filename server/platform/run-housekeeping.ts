import { setTimeout as wait } from 'node:timers/promises'
import { removeExpiredSignIns } from '#authorization-server/people/remove-expired-sign-ins.ts'
import type { ManagementDeps } from '#control-plane/management-deps.ts'
import { type PurgeDeps, purgeShards } from '#core/audit/purge-shards.ts'
import { expireAuthorizations } from '#core/authorizations/expire-authorizations.ts'
import type { OAuthArtifactStore } from '#core/oauth/oauth-artifact-store.ts'
import { publishLastMonth } from '#core/publications/publish-last-month.ts'
import type { Logger } from '#kit/logger.ts'

const everyMs = 60_000
/** How long a retry with the same Idempotency-Key is answered from memory. */
const rememberedMs = 86_400_000

interface Housekeeping {
  readonly management: ManagementDeps
  readonly artifacts: OAuthArtifactStore
  readonly purge: PurgeDeps
  readonly logger: Logger
}

/** What time does to the store, each minute and at start: authorizations end, sign-ins expire. Safe on several replicas. */
export function runHousekeeping({ management, artifacts, purge, logger }: Housekeeping): AsyncDisposable {
  const stopping = new AbortController()

  async function tidy(): Promise<void> {
    const ended = await expireAuthorizations(management)
    if (ended > 0) logger.info('authorizations ended', { ended })
    for (const { kind, month } of await publishLastMonth(management))
      logger.info('a month was published', { kind, month })
    for (const shard of await purgeShards(purge)) logger.info('a month of the audit log was purged', { shard })
    const forgotten = new Date(management.clock.now() - rememberedMs).toISOString()
    await management.unitOfWork.transaction((tx) => management.idempotency.purge(tx, forgotten))
    await removeExpiredSignIns({ ...management, artifacts, throttles: management.loginThrottles })
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await tidy().catch((error: unknown) => logger.error('housekeeping failed', { error }))
      await wait(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  const running = run()
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}
