import type { RequestListener } from 'node:http'
import { createProviderListener, type ProviderDependencies } from './create-provider-listener.ts'

/**
 * Stands for the real providers in the demo profile: the same answers over real HTTP, from the reserved
 * test persons and a small population of its own, equally fictional, and labelled a demonstration.
 */
export function createSimulatedProviders(deps: ProviderDependencies): RequestListener {
  return createProviderListener(deps, {
    environment: 'demonstration',
    headers: () => ({ 'X-Demonstration': 'true' }),
  })
}
