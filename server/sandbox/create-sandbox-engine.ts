import type { RequestListener } from 'node:http'
import type { Random } from '#core/ports/random.ts'
import { createProviderListener, type ProviderDependencies } from './create-provider-listener.ts'
import { explainAnswer } from './explain-answer.ts'
import { explainRefusal } from './explain-refusal.ts'
import { createSteering } from './steering/create-steering.ts'

export interface SandboxDependencies extends ProviderDependencies {
  /** For delays that are drawn. */
  readonly random: Random
}

/**
 * The upstream of the sandbox gateway: every catalogue API computed from one synthetic population.
 * Answers all fields; the gateway drops what a grant does not open, exactly as in production.
 */
export function createSandboxEngine(deps: SandboxDependencies): RequestListener {
  const steer = createSteering(deps.population, deps.random)
  return createProviderListener(deps, {
    environment: 'bac-a-sable',
    headers: (answer, today) => ({ 'X-Sandbox': 'true', 'X-Sandbox-Explain': explainAnswer(answer, today) }),
    explain: explainRefusal,
    handle: (call, { shared, ordinary }) =>
      steer(call, ordinary, shared, { scenario: null, delay: null }, call.header('octroi-application')),
  })
}
