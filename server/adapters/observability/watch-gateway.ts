import { Counter, Gauge, type Registry } from 'prom-client'

/** What a gateway is asked for at each scrape. */
export interface GatewayVitals {
  readonly callsInProgress: number
  readonly tokens: { readonly hits: number; readonly misses: number }
  /** Providers by origin: as many as the catalogue names. */
  readonly circuits: readonly { readonly upstream: string; readonly isOpen: boolean }[]
  readonly leases: { readonly quotas: number; readonly units: number; readonly callsWaiting: number }
  readonly audit: { readonly unshippedBytes: number; readonly behindMs: number }
}

/** Registers the metrics that are read from a gateway when they are asked for, and cost nothing in between. */
export function watchGateway(registry: Registry, vitals: () => GatewayVitals): void {
  const registers = [registry]
  const gauge = (name: string, help: string, read: (vitals: GatewayVitals) => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read(vitals()))
      },
    })
  gauge('octroi_calls_in_progress', 'Calls under way.', (now) => now.callsInProgress)
  gauge('octroi_lease_quotas', 'Quotas of which this gateway knows something.', (now) => now.leases.quotas)
  gauge('octroi_lease_units', 'Leased units that are not spent.', (now) => now.leases.units)
  gauge('octroi_lease_calls_waiting', 'Calls that wait for leased units.', (now) => now.leases.callsWaiting)
  gauge(
    'octroi_audit_unshipped_bytes',
    'Durable records that control does not have yet.',
    (now) => now.audit.unshippedBytes,
  )
  gauge('octroi_audit_behind_seconds', 'Time since control had every record.', (now) => now.audit.behindMs / 1000)
  new Counter({
    name: 'octroi_token_lookups_total',
    help: 'Tokens found in the cache of verified ones (hit), or verified (miss).',
    labelNames: ['result'],
    registers,
    collect() {
      const { hits, misses } = vitals().tokens
      this.reset()
      this.inc({ result: 'hit' }, hits)
      this.inc({ result: 'miss' }, misses)
    },
  })
  new Gauge({
    name: 'octroi_upstream_circuit_open',
    help: '1 while a provider is not asked because it did not answer.',
    labelNames: ['upstream'],
    registers,
    collect() {
      this.reset()
      for (const { upstream, isOpen } of vitals().circuits) this.set({ upstream }, isOpen ? 1 : 0)
    },
  })
}
