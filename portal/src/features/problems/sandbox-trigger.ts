import type { SandboxCall } from '../try-it/sandbox-call.ts'
import { scenarioHeader } from '../try-it/sandbox-scenarios.ts'

/** How an ordinary sandbox call is spoiled so that it meets one problem. */
export interface SandboxTrigger {
  readonly spoil: (call: SandboxCall) => SandboxCall
  /** Instead of the reader's own. */
  readonly token?: string
  /** How many calls it takes; the last one meets the problem. */
  readonly calls?: number
  /** The simulated provider tells it, in the envelope of its API. */
  readonly isTold?: true
  readonly isSlow?: true
}

const withHeader = (name: string, value: string) => (call: SandboxCall) => ({
  ...call,
  headers: { ...call.headers, [name]: value },
})
const told = (scenario: string): SandboxTrigger => ({
  spoil: (call) => ({ ...call, headers: { ...call.headers, ...scenarioHeader(scenario) } }),
  isTold: true,
})

/** The problems a reader can cause, by slug. The others need another state of the platform than the sandbox has. */
export const sandboxTriggers: Readonly<Record<string, SandboxTrigger>> = {
  'invalid-token': { spoil: (call) => call, token: 'not-a-token' },
  'invalid-request': { spoil: (call) => ({ ...call, path: call.path.split('?')[0] ?? '' }) },
  'malformed-request': { spoil: (call) => ({ ...call, path: call.path.replace(/\/(?=[^/]*$)/, '//') }) },
  'not-found': { spoil: (call) => ({ ...call, path: '/nowhere' }) },
  'method-not-allowed': { spoil: (call) => ({ ...call, method: 'DELETE' }) },
  'headers-too-large': { spoil: withHeader('X-Padding', 'x'.repeat(40_000)) },
  'legal-context-not-allowed': { spoil: withHeader('X-Legal-Context', 'NOT_GRANTED') },
  'quota-exceeded': { spoil: withHeader('X-Sandbox-Quota', '1/min'), calls: 2 },
  'upstream-error': { spoil: withHeader('X-Sandbox-Fault', 'malformed-json') },
  'upstream-timeout': { spoil: withHeader('X-Sandbox-Delay', '15000'), isSlow: true },
  'scope-not-granted': told('scope-not-granted'),
  'ip-not-allowed': told('ip-not-allowed'),
  'identity-not-found': told('person-unknown'),
  'upstream-unavailable': told('provider-unavailable'),
}
