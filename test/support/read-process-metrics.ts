import { httpExchange } from './http-exchange.ts'

/** Of each process, by its name: CPU seconds used so far and resident memory in bytes. */
export async function readProcessMetrics(metricsUrl: string) {
  const { text } = await httpExchange(metricsUrl)
  const read = (name: string) =>
    new Map(
      [...text.matchAll(new RegExp(`^${name}\\{process="([^"]+)"\\} (\\S+)$`, 'gm'))].map(
        ([, process, value]) => [process ?? '', Number(value)] as const,
      ),
    )
  return { cpuSeconds: read('process_cpu_seconds_total'), residentBytes: read('process_resident_memory_bytes') }
}
