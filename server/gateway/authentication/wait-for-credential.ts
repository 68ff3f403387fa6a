import { setTimeout as sleep } from 'node:timers/promises'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'

const longestMs = 1000
const stepMs = 25

/** Waits, a second at most, for rules that know the credential, and lets the exchange go on with them. */
export async function waitForCredential(
  exchange: Exchange,
  gateway: GatewayContext,
  credentialId: string,
): Promise<void> {
  for (let waited = 0; waited < longestMs; waited += stepMs) {
    await sleep(stepMs)
    const rules = gateway.rules()
    if (!rules?.view.states.credential.has(credentialId)) continue
    exchange.rules = rules
    return
  }
}
