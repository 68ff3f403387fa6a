import type { ProviderCall } from '../reply.ts'

/** Calls whose answers have not left yet, so that the same one asked again meanwhile is refused (00015). */
export interface InProgress {
  /** Null when the application asks the same thing already; else what to call when the answer has left. */
  begin(series: string, call: ProviderCall): (() => void) | null
}

/** More calls at once than an engine serves; above it nothing is noted, and nothing refused. */
const most = 10_000

export function createInProgress(): InProgress {
  const running = new Set<string>()
  return {
    begin(series, { route, inputs }) {
      const key = JSON.stringify([series, route.operationId, ...inputs])
      if (running.has(key)) return null
      if (running.size >= most) return () => {}
      running.add(key)
      return () => running.delete(key)
    },
  }
}
