import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** What a gateway tells about an answered call, in labels of bounded variety. */
interface AnsweredExchange {
  readonly api: string | null
  readonly operation: string | null
  readonly status: number
  readonly stage: string
  readonly durationMs: number
  readonly upstreamMs: number | null
}

/** The metrics of one gateway. */
export interface GatewayMetrics {
  exchangeAnswered(exchange: AnsweredExchange): void
  recordCoalesced(applicationId: string): void
  /** The age and revision of the snapshot are read at each scrape. */
  watchSnapshot(snapshot: { age(): number; current(): { readonly revision: number } | null }): void
}

const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createGatewayMetrics(registry: Registry): GatewayMetrics {
  const registers = [registry]
  const labelNames = ['api', 'operation'] as const
  const exchanges = new Counter({
    name: 'octroi_exchanges_total',
    help: 'Answered calls by operation, status and the phase that refused them.',
    labelNames: [...labelNames, 'status', 'stage'],
    registers,
  })
  const durations = new Histogram({
    name: 'octroi_exchange_seconds',
    help: 'Time from the request to the end of its answer.',
    labelNames,
    buckets: secondsBuckets,
    registers,
  })
  const upstreams = new Histogram({
    name: 'octroi_upstream_seconds',
    help: 'Time the upstream took.',
    labelNames,
    buckets: secondsBuckets,
    registers,
  })
  const coalesced = new Counter({
    name: 'octroi_refusal_records_coalesced_total',
    help: 'Refusals that have no record of their own, because one application was refused too often.',
    registers,
  })
  return {
    exchangeAnswered({ api, operation, status, stage, durationMs, upstreamMs }) {
      const labels = { api: api ?? '', operation: operation ?? '' }
      exchanges.inc({ ...labels, status, stage })
      durations.observe(labels, durationMs / 1000)
      if (upstreamMs !== null) upstreams.observe(labels, upstreamMs / 1000)
    },
    recordCoalesced: () => coalesced.inc(),
    watchSnapshot(snapshot) {
      new Gauge({
        name: 'octroi_snapshot_age_seconds',
        help: 'Time since control last vouched for the snapshot.',
        registers,
        collect() {
          this.set(snapshot.age() / 1000)
        },
      })
      new Gauge({
        name: 'octroi_snapshot_revision',
        help: 'Revision of the snapshot this gateway serves.',
        registers,
        collect() {
          this.set(snapshot.current()?.revision ?? 0)
        },
      })
    },
  }
}
