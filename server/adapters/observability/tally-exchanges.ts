import type { Metric, Registry } from 'prom-client'

/** Times of one kind, counted by the first bound they do not exceed. */
interface Times {
  readonly counts: number[]
  sum: number
  count: number
}

/** What was counted of one operation. */
interface Tally {
  readonly labels: { readonly api: string; readonly operation: string }
  readonly answers: Map<string, Map<number, { count: number }>>
  readonly durations: Times
  readonly upstreams: Times
}

interface Sample {
  readonly labels: Readonly<Record<string, string | number>>
  readonly value: number
  readonly metricName?: string
}

/** Seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const boundsMs = bounds.map((bound) => bound * 1000)

/**
 * Counts answered calls in plain numbers and writes them out when they are scraped: labels are hashed for each scrape
 * and not for each call.
 */
export function tallyExchanges(registry: Registry) {
  const byApi = new Map<string, Map<string, Tally>>()
  const tallies: Tally[] = []

  function tallyOf(api: string, operation: string): Tally {
    const known = byApi.get(api)?.get(operation)
    if (known) return known
    const tally = { labels: { api, operation }, answers: new Map(), durations: noTimes(), upstreams: noTimes() }
    const operations = byApi.get(api) ?? new Map<string, Tally>()
    byApi.set(api, operations.set(operation, tally))
    tallies.push(tally)
    return tally
  }

  register(registry, 'counter', 'octroi_exchanges_total', {
    help: 'Answered calls by operation, status and the phase that refused them.',
    samples: () => tallies.flatMap(answersOf),
  })
  register(registry, 'histogram', 'octroi_exchange_seconds', {
    help: 'Time from the request to the end of its answer.',
    samples: (name) => tallies.flatMap(({ labels, durations }) => timesOf(name, labels, durations)),
  })
  register(registry, 'histogram', 'octroi_upstream_seconds', {
    help: 'Time the upstream took.',
    samples: (name) => tallies.flatMap(({ labels, upstreams }) => timesOf(name, labels, upstreams)),
  })

  return {
    count(api: string, operation: string, status: number, stage: string): Tally {
      const tally = tallyOf(api, operation)
      const byStatus = tally.answers.get(stage)
      const answers = byStatus?.get(status)
      if (answers) answers.count += 1
      else if (byStatus) byStatus.set(status, { count: 1 })
      else tally.answers.set(stage, new Map([[status, { count: 1 }]]))
      return tally
    },
    /** Adds a time in milliseconds. */
    addTime(times: Times, milliseconds: number): void {
      times.sum += milliseconds / 1000
      times.count += 1
      for (let index = 0; index < boundsMs.length; index += 1) {
        if (milliseconds > (boundsMs[index] as number)) continue
        times.counts[index] = (times.counts[index] as number) + 1
        return
      }
    },
  }
}

function noTimes(): Times {
  return { counts: bounds.map(() => 0), sum: 0, count: 0 }
}

function answersOf({ labels, answers }: Tally): Sample[] {
  return [...answers].flatMap(([stage, byStatus]) =>
    [...byStatus].map(([status, { count }]) => ({ labels: { ...labels, status, stage }, value: count })),
  )
}

/** Cumulative, as Prometheus reads histograms; nothing for what was never timed. */
function timesOf(name: string, labels: Tally['labels'], { counts, sum, count }: Times): Sample[] {
  if (count === 0) return []
  let below = 0
  const buckets = bounds.map((le, index): Sample => {
    below += counts[index] as number
    return { labels: { le, ...labels }, value: below, metricName: `${name}_bucket` }
  })
  return [
    ...buckets,
    { labels: { le: '+Inf', ...labels }, value: count, metricName: `${name}_bucket` },
    { labels, value: sum, metricName: `${name}_sum` },
    { labels, value: count, metricName: `${name}_count` },
  ]
}

/** A metric that is asked for its samples, by the interface prom-client's registry uses. */
function register(
  registry: Registry,
  type: 'counter' | 'histogram',
  name: string,
  { help, samples }: { readonly help: string; readonly samples: (name: string) => readonly Sample[] },
): void {
  const get = async () => ({ name, help, type, values: samples(name), aggregator: 'sum' })
  registry.registerMetric({ name, get } as unknown as Metric)
}
