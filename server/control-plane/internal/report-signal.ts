/** Wakes those who wait for nodes to acknowledge something, as soon as a node reports to this replica. */
export interface ReportSignal {
  notify(): void
  /** Resolves after `ms`, or at the next `notify`. */
  pause(ms: number): Promise<void>
}

export function createReportSignal(): ReportSignal {
  const waiting = new Set<() => void>()

  function notify(): void {
    for (const wake of waiting) wake()
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      function wake(): void {
        clearTimeout(timer)
        waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      waiting.add(wake)
    })
  }

  return { notify, pause }
}
