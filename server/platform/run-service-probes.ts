import { setTimeout as wait } from 'node:timers/promises'
import type { ManagementDeps } from '#control-plane/management-deps.ts'
import { isAlive } from '#core/nodes/node.ts'
import type { ServiceMark } from '#core/service-levels/service-store.ts'
import type { AddressRules } from '#kit/address-rules.ts'
import type { Logger } from '#kit/logger.ts'
import { probeOrigin } from './probe-origin.ts'

export interface ServiceProbeDeps {
  readonly management: Pick<ManagementDeps, 'unitOfWork' | 'nodes' | 'apis' | 'service' | 'clock' | 'gatewayUrls'>
  readonly rules: AddressRules
  /** Our own processes: the demonstration's providers. No address of theirs is refused. */
  readonly internalOrigins: readonly string[]
  readonly logger: Logger
}

/** Three in a minute: one that is late or lost still leaves two. */
const everyMs = 20_000
const timeoutMs = 5_000
const atOnce = 16

/** One origin for each upstream, with the providers behind it. */
function upstreamsOf(apis: Awaited<ReturnType<ManagementDeps['apis']['listAll']>>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const { upstream_url, upstream_targets, provider_organization_id } of apis) {
    const roots = upstream_targets.length > 0 ? upstream_targets.map(({ url }) => url) : [upstream_url ?? '']
    for (const root of roots) {
      const origin = URL.parse(root)?.origin
      if (origin !== undefined) found.set(origin, (found.get(origin) ?? new Set()).add(provider_organization_id))
    }
  }
  return found
}

/**
 * Asks the production gateway from outside whether it serves, counts its heartbeats, and asks every provider whether
 * anything answers there, three times a minute. What is seen becomes signs of that minute. Every replica of control runs one.
 */
export function runServiceProbes({ management, rules, internalOrigins, logger }: ServiceProbeDeps): AsyncDisposable {
  const { unitOfWork, nodes, apis, service, clock, gatewayUrls } = management
  const stopping = new AbortController()

  async function isProviderUp(origin: string): Promise<boolean> {
    const own = internalOrigins.includes(origin)
    const status = await probeOrigin(origin, { rules: own ? null : rules, timeoutMs })
    return status !== null && status < 500
  }

  async function pass(): Promise<void> {
    const at = clock.now()
    const { gateways, upstreams } = await unitOfWork.read(async (tx) => ({
      gateways: await nodes.list(tx, 'production'),
      upstreams: [...upstreamsOf(await apis.listAll(tx, ['published', 'deprecated']))],
    }))
    const beats = gateways.some((node) => node.role === 'gateway' && isAlive(node))
    const status = await probeOrigin(`${gatewayUrls.production}/healthz/ready`, { rules: null, timeoutMs })
    const marks: ServiceMark[] = [{ target: 'platform', at, sign: beats && status === 200 ? 'up' : 'down' }]
    for (let first = 0; first < upstreams.length; first += atOnce) {
      const batch = upstreams.slice(first, first + atOnce)
      const answers = await Promise.all(batch.map(async ([origin, ids]) => ({ ids, isUp: await isProviderUp(origin) })))
      for (const { ids, isUp } of answers)
        for (const id of ids) marks.push({ target: `provider:${id}`, at, sign: isUp ? 'up' : 'down' })
    }
    if (stopping.signal.aborted) return
    await unitOfWork.transaction((tx) => service.mark(tx, marks))
  }

  async function run(): Promise<void> {
    // The first pass waits: at the very start gateways are not there yet, and that is no outage.
    while (await wait(everyMs, true, { signal: stopping.signal }).catch(() => false)) {
      await pass().catch((error: unknown) => logger.error('service levels were not measured', { error }))
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
