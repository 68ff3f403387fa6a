import { Counter, Gauge, type Registry } from 'prom-client'
import { tallyExchanges } from './tally-exchanges.ts'
import { type GatewayVitals, watchGateway } from './watch-gateway.ts'

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
  /** A call answered 503 because too many are under way. */
  turnedAway(): void
  /** The age and revision of the snapshot are read at each scrape. */
  watchSnapshot(snapshot: { age(): number; current(): { readonly revision: number } | null }): void
  /** What the gateway holds is read at each scrape. */
  watchGateway(vitals: () => GatewayVitals): void
}

export function createGatewayMetrics(registry: Registry): GatewayMetrics {
  const registers = [registry]
  const tally = tallyExchanges(registry)
  const coalesced = new Counter({
    name: 'octroi_refusal_records_coalesced_total',
    help: 'Refusals that have no record of their own, because one application was refused too often.',
    registers,
  })
  const turnedAway = new Counter({
    name: 'octroi_turned_away_total',
    help: 'Calls answered 503 at once, because too many were under way.',
    registers,
  })
  return {
    turnedAway: () => turnedAway.inc(),
    watchGateway: (vitals) => watchGateway(registry, vitals),
    exchangeAnswered({ api, operation, status, stage, durationMs, upstreamMs }) {
      const counted = tally.count(api ?? '', operation ?? '', status, stage)
      tally.addTime(counted.durations, durationMs)
      if (upstreamMs !== null) tally.addTime(counted.upstreams, upstreamMs)
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
