import { fileURLToPath } from 'node:url'
import type { LoadReport, LoadRequest } from './load-request.ts'
import { cpuSeconds, residentMb } from './process-cost.ts'
import { otherCore, runPinned } from './start-pinned.ts'

export interface ProxyCost extends LoadReport {
  /** CPU time of the proxy process for one call, in microseconds. */
  readonly cpuMicroseconds: number
  readonly residentMb: number
}

const loadProcess = fileURLToPath(new URL('load-process.ts', import.meta.url))

/** Calls after which a program compiled while it runs is compiled. */
const warmUpCalls = 40_000
const warmUpRounds = 6

/** Warms the proxy up, then counts its CPU time over a load from the other core. */
export async function measureProxy(pid: number, load: LoadRequest): Promise<ProxyCost> {
  let warmed = 0
  for (let round = 0; round < warmUpRounds && warmed < warmUpCalls; round += 1)
    warmed += (await runLoad({ ...load, seconds: 2 })).calls
  const before = cpuSeconds(pid)
  const report = await runLoad(load)
  const spent = cpuSeconds(pid) - before
  return { ...report, cpuMicroseconds: (spent * 1e6) / report.calls, residentMb: residentMb(pid) }
}

async function runLoad(load: LoadRequest): Promise<LoadReport> {
  return JSON.parse(await runPinned(otherCore, process.execPath, [loadProcess, JSON.stringify(load)])) as LoadReport
}
