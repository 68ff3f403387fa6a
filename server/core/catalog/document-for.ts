import type { Environment } from '../environment.ts'

/** An imported document with its servers replaced by the gateway of one environment. */
export function documentFor(
  document: Readonly<Record<string, unknown>>,
  environment: Environment,
  gatewayUrl: string,
): Readonly<Record<string, unknown>> {
  return { ...document, servers: [{ url: gatewayUrl, description: environment }] }
}
