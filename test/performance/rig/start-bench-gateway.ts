import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GatewayProcessOptions } from './gateway-process-options.ts'
import { proxyCore, startPinned } from './start-pinned.ts'

const gatewayProcess = fileURLToPath(new URL('gateway-process.ts', import.meta.url))

/** A proxy under measure. */
export interface BenchProxy extends AsyncDisposable {
  readonly pid: number
  readonly port: number
}

/** A gateway in a process of its own on the proxy's core. */
export async function startBenchGateway(options: Omit<GatewayProcessOptions, 'recordsDir'>): Promise<BenchProxy> {
  const recordsDir = mkdtempSync(join(tmpdir(), 'octroi-bench-chains-'))
  const process_ = await startPinned(proxyCore, process.execPath, [
    // As the supervisor starts it.
    '--max-semi-space-size=4',
    gatewayProcess,
    JSON.stringify({ ...options, recordsDir }),
  ])
  return {
    pid: process_.pid,
    port: Number(process_.firstLine),
    async [Symbol.asyncDispose]() {
      await process_[Symbol.asyncDispose]()
      rmSync(recordsDir, { recursive: true, force: true })
    },
  }
}
