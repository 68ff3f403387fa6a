import { setTimeout as wait } from 'node:timers/promises'
import { removeExpiredSignIns } from '#authorization-server/people/remove-expired-sign-ins.ts'
import type { ManagementDeps } from '#control-plane/management-deps.ts'
import { type PurgeDeps, purgeShards } from '#core/audit/purge-shards.ts'
import { expireAuthorizations } from '#core/authorizations/expire-authorizations.ts'
import { withdrawForbiddenScopes } from '#core/authorizations/withdraw-forbidden-scopes.ts'
import { detectAbuse } from '#core/detection/detect-abuse.ts'
import { advanceErrorReports } from '#core/error-reports/advance-error-reports.ts'
import { advanceLifecycle } from '#core/lifecycle/advance-lifecycle.ts'
import { makeMails } from '#core/notifications/make-mails.ts'
import { sendMails } from '#core/notifications/send-mails.ts'
import type { OAuthArtifactStore } from '#core/oauth/oauth-artifact-store.ts'
import type { MailSender } from '#core/ports/mail-sender.ts'
import { publishLastMonth } from '#core/publications/publish-last-month.ts'
import type { Logger } from '#kit/logger.ts'

const everyMs = 60_000
/** How often the records of the last day are looked at for abuse. */
const lookEveryMs = 300_000
/** How long files of data subjects are kept after their end, to answer who had declared them. */
const registrationsKeptMs = 365 * 86_400_000
/** How long a retry with the same Idempotency-Key is answered from memory. */
const rememberedMs = 86_400_000

interface Housekeeping {
  readonly management: ManagementDeps
  readonly artifacts: OAuthArtifactStore
  readonly purge: PurgeDeps
  /** Null keeps messages in the portal. */
  readonly mailSender: MailSender | null
  readonly logger: Logger
}

/** What time does to the store, each minute and at start: authorizations end, sign-ins expire. Safe on several replicas. */
export function runHousekeeping({ management, artifacts, purge, mailSender, logger }: Housekeeping): AsyncDisposable {
  const stopping = new AbortController()
  let lookAt = 0

  async function tidy(): Promise<void> {
    const ended = await expireAuthorizations(management)
    if (ended > 0) logger.info('authorizations ended', { ended })
    await makeMails(management)
    if (mailSender !== null) {
      const mails = await sendMails({ ...management, mailSender })
      if (mails.failed > 0) logger.warn('messages were not sent', { ...mails })
    }
    const steps = await advanceLifecycle(management)
    if (Object.values(steps).some((count) => count > 0)) logger.info('the life of rights went on', { ...steps })
    const reports = await advanceErrorReports(management)
    if (reports.late > 0) logger.warn('reports of people are late', { ...reports })
    for (const { kind, month } of await publishLastMonth(management))
      logger.info('a month was published', { kind, month })
    if (management.clock.monotonic() >= lookAt) {
      lookAt = management.clock.monotonic() + lookEveryMs
      const raised = await detectAbuse(management)
      if (raised > 0) logger.warn('alerts were raised', { raised })
    }
    const narrowed = await withdrawForbiddenScopes(management)
    if (narrowed > 0) logger.warn('scopes that a policy forbids were withdrawn', { narrowed })
    for (const shard of await purgeShards(purge)) logger.info('a month of the audit log was purged', { shard })
    const endedBefore = new Date(management.clock.now() - registrationsKeptMs).toISOString()
    await management.unitOfWork.transaction((tx) => management.registrations.purge(tx, endedBefore))
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
