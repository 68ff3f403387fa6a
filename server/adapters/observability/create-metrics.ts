import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client'

/** The metrics of one process, as data that travels to whoever serves them. */
export interface ProcessMetrics {
  readonly registry: Registry
  /** A copy for `renderMetrics`, possibly in another process. */
  collect(): Promise<unknown[]>
}

/** A registry with the usual facts about a process (memory, event loop, CPU), labelled with its name. */
export function createMetrics(processName: string): ProcessMetrics {
  const registry = new Registry()
  registry.setDefaultLabels({ process: processName })
  collectDefaultMetrics({ register: registry })
  return { registry, collect: () => registry.getMetricsAsJSON() }
}

/** Prometheus text of the metrics of several processes. */
export async function renderMetrics(collected: readonly (readonly unknown[])[]): Promise<string> {
  const metrics = collected as Parameters<typeof AggregatorRegistry.aggregate>[0]
  return AggregatorRegistry.aggregate([...metrics]).metrics()
}
