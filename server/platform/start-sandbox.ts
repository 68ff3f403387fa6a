import { join } from 'node:path'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import { createWebhookSender } from '#adapters/system/webhook-sender.ts'
import { compileApi } from '#core/catalog/compile-api.ts'
import { createAddressRules } from '#kit/address-rules.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { createSandboxEngine } from '#sandbox/create-sandbox-engine.ts'
import { createSimulatedProviders } from '#sandbox/create-simulated-providers.ts'
import { openReceiptSigner } from '#sandbox/receipts/open-receipt-signer.ts'
import { createCourier } from '#sandbox/webhooks/create-courier.ts'
import { openPopulations, populationSizes } from '#sandbox-data/open-populations.ts'
import type { RunningRole } from '../processes/role.ts'
import { loadCatalog } from './load-catalog.ts'
import type { TimedContext } from './timed-context.ts'

/** The synthetic upstreams: no key, no store. The simulated providers exist in the demo alone. */
export async function startSandbox({ config, listeners, clock }: TimedContext): Promise<RunningRole> {
  const pack = createFrenchPack()
  const descriptors = (await loadCatalog()).map(compileApi)
  const { sandbox, production, named, places } = openPopulations(populationSizes[config.sandboxPopulation])
  const folder = join(config.dataDir, 'sandbox')
  const random = createSystemRandom(clock)
  const sendWebhook = createWebhookSender(createAddressRules(config.upstreamAllow))
  const courier = createCourier({ sendWebhook, clock, random })
  const deps = { clock, pack, descriptors, named }
  const health = { isReady: () => true }
  listeners['sandbox-engine']?.serve(
    createSandboxEngine({
      ...deps,
      population: sandbox,
      places,
      random,
      courier,
      folder,
      receipts: openReceiptSigner(join(folder, 'receipt-key.json')),
    }),
    health,
  )
  if (config.profile === 'demo') {
    const receipts = openReceiptSigner(join(folder, 'demonstration-receipt-key.json'))
    listeners['simulated-providers']?.serve(
      createSimulatedProviders({ ...deps, population: production, receipts }),
      health,
    )
  }
  return { demo: null, drain: async () => undefined, [Symbol.asyncDispose]: () => courier[Symbol.asyncDispose]() }
}
