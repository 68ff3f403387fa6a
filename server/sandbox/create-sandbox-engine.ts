import type { RequestListener } from 'node:http'
import { createProviderListener, type ProviderDependencies } from './create-provider-listener.ts'
import { explainAnswer } from './explain-answer.ts'

/**
 * The upstream of the sandbox gateway: every catalogue API computed from one synthetic population.
 * Answers all fields; the gateway drops what a grant does not open, exactly as in production.
 */
export function createSandboxEngine(deps: ProviderDependencies): RequestListener {
  return createProviderListener(deps, {
    environment: 'bac-a-sable',
    headers: (answer, today) => ({ 'X-Sandbox': 'true', 'X-Sandbox-Explain': explainAnswer(answer, today) }),
  })
}
