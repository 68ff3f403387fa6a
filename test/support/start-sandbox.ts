import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import { createWebhookSender } from '#adapters/system/webhook-sender.ts'
import type { Clock } from '#core/ports/clock.ts'
import { createAddressRules } from '#kit/address-rules.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { createSandboxEngine } from '#sandbox/create-sandbox-engine.ts'
import { createSimulatedProviders } from '#sandbox/create-simulated-providers.ts'
import { openReceiptSigner } from '#sandbox/receipts/open-receipt-signer.ts'
import { createCourier } from '#sandbox/webhooks/create-courier.ts'
import { openPopulations, type Populations } from '#sandbox-data/open-populations.ts'
import { loadCatalog } from './load-catalog.ts'

export interface SandboxUnderTest extends AsyncDisposable {
  readonly engine: string
  readonly providers: string
  readonly populations: Populations
  /** Sets today, as an ISO date; noon in Paris. */
  setToday(date: string): void
}

/**
 * The sandbox engine and the simulated providers over real HTTP on loopback, with a clock that stands still.
 * What applications change is kept in `keptIn`, or gone at the end.
 */
export async function startSandbox(today = '2026-11-22', keptIn?: string, size?: number): Promise<SandboxUnderTest> {
  const folder = keptIn ?? mkdtempSync(join(tmpdir(), 'octroi-sandbox-'))
  let now = Date.parse(`${today}T11:00:00Z`)
  const clock: Clock = { now: () => now, monotonic: () => 0 }
  const populations = openPopulations(size)
  const pack = createFrenchPack()
  const descriptors = await loadCatalog()
  const receipts = openReceiptSigner(join(folder, 'receipt-key.json'))
  const shared = { clock, pack, descriptors, named: populations.named, receipts }
  const random = createSystemRandom(clock)
  const sendWebhook = createWebhookSender(createAddressRules(['127.0.0.1']))
  const courier = createCourier({ sendWebhook, clock, random, pausesMs: [1, 1, 1] })
  const engine = await listen(
    createSandboxEngine({
      ...shared,
      population: populations.sandbox,
      places: populations.places,
      random,
      courier,
      folder,
    }),
  )
  const providers = await listen(createSimulatedProviders({ ...shared, population: populations.production }))
  return {
    engine: engine.url,
    providers: providers.url,
    populations,
    setToday(date) {
      now = Date.parse(`${date}T11:00:00Z`)
    },
    async [Symbol.asyncDispose]() {
      await courier[Symbol.asyncDispose]()
      engine.close()
      providers.close()
      if (keptIn === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function listen(listener: RequestListener): Promise<{ url: string; close: () => void }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
