import { setTimeout as wait } from 'node:timers/promises'
import type { ManagementDeps } from '#control-plane/management-deps.ts'
import type { SendWebhook } from '#core/ports/webhook-sender.ts'
import { makeDeliveries } from '#core/webhooks/make-deliveries.ts'
import { sendDeliveries } from '#core/webhooks/send-deliveries.ts'
import type { Logger } from '#kit/logger.ts'

const everyMs = 5_000
/** How long it can be looked up what was sent. */
const keptMs = 30 * 86_400_000
const purgeEveryPasses = 720

/** Sends events to the webhooks of organizations, every five seconds. Safe on several replicas. */
export function runWebhooks(management: ManagementDeps, sendWebhook: SendWebhook, logger: Logger): AsyncDisposable {
  const stopping = new AbortController()

  async function pass(number: number): Promise<void> {
    await makeDeliveries(management)
    const sent = await sendDeliveries({ ...management, sendWebhook }, stopping.signal)
    if (sent.failed > 0) logger.info('events were not delivered', { ...sent })
    if (number % purgeEveryPasses !== 0) return
    const before = new Date(management.clock.now() - keptMs).toISOString()
    await management.unitOfWork.transaction((tx) => management.webhooks.purge(tx, before))
  }

  async function run(): Promise<void> {
    for (let number = 1; await wait(everyMs, true, { signal: stopping.signal }).catch(() => false); number += 1) {
      await pass(number).catch((error: unknown) => logger.error('webhooks failed', { error }))
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
