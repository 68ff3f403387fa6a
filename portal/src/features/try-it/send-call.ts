import { exchange } from '../../api/http-exchange.ts'
import type { PortalSettings } from '../../session/portal-settings.ts'
import type { SandboxCall } from './sandbox-call.ts'

/** The gateway's answer, ready to show. */
export interface CallAnswer {
  readonly status: number
  readonly durationMs: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

const shown =
  /^(content-type|octroi-|x-sandbox|ratelimit|retry-after|www-authenticate|deprecation|sunset|x-request-id|request-id)/

/** Calls the sandbox gateway, and nothing else, with the token given. */
export async function sendCall(call: SandboxCall, token: string, settings: PortalSettings): Promise<CallAnswer> {
  const began = performance.now()
  const answer = await exchange({
    method: call.method,
    url: `${settings.sandboxUrl}${call.path}`,
    connectTo: settings.sandboxLoopbackUrl,
    headers: {
      ...call.headers,
      accept: 'application/json, application/problem+json',
      authorization: `Bearer ${token}`,
      ...(call.body === null ? {} : { 'content-type': 'application/json' }),
    },
    ...(call.body === null ? {} : { body: call.body }),
  })
  const headers = Object.entries(answer.headers)
    .filter(([name]) => shown.test(name))
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const)
  return {
    status: answer.status,
    durationMs: Math.round(performance.now() - began),
    headers,
    body: pretty(answer.body.toString('utf8')),
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
