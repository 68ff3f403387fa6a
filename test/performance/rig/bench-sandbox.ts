import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { staticBearerOf } from '#support/sandbox-behind-gateway.ts'
import type { LoadReport, LoadRequest } from './load-request.ts'
import { cpuSeconds, residentMb } from './process-cost.ts'
import { otherCore, proxyCore, runPinned, startPinned } from './start-pinned.ts'

const process_ = (file: string) => fileURLToPath(new URL(file, import.meta.url))
const connections = 32

/** Answers a second and memory of the sandbox through its gateway, about people drawn evenly, for each size. */
export async function benchSandbox(seconds: number) {
  const rows: Record<string, Awaited<ReturnType<typeof measure>>> = {}
  for (const size of ['M', 'L']) {
    rows[size] = await measure(size, seconds)
    const { startMs, persons, perSecond, p50Ms, p99Ms, engine, gateway, statuses } = rows[size]
    console.log(
      `sandbox ${size}: ${persons} persons in ${Math.round(startMs)} ms, ${Math.round(perSecond)}/s  p50 ${p50Ms.toFixed(2)} ms ` +
        ` p99 ${p99Ms.toFixed(2)} ms  engine ${engine.cpuMicroseconds.toFixed(0)} us, ${engine.restingMb} to ${engine.loadedMb} MB ` +
        ` gateway ${gateway.cpuMicroseconds.toFixed(0)} us  ${JSON.stringify(statuses)}`,
    )
  }
  return rows
}

async function measure(size: string, seconds: number) {
  const scratch = mkdtempSync(join(tmpdir(), 'octroi-bench-'))
  const demandsFile = join(scratch, 'demands.json')
  const tokensFile = join(scratch, 'tokens.json')
  try {
    await using engine = await startPinned(otherCore, process.execPath, [
      process_('sandbox-engine-process.ts'),
      size,
      demandsFile,
    ])
    const { url, startMs, persons } = JSON.parse(engine.firstLine) as { url: string; startMs: number; persons: number }
    const restingMb = residentMb(engine.pid)
    await using gateway = await startPinned(proxyCore, process.execPath, [process_('sandbox-gateway-process.ts'), url])
    const demands = JSON.parse(readFileSync(demandsFile, 'utf8')) as readonly { api: string; path: string }[]
    writeFileSync(tokensFile, JSON.stringify(demands.map(({ api }) => staticBearerOf({ api, version: 'v3' }))))
    const load: LoadRequest = {
      port: Number(gateway.firstLine),
      tls: false,
      connections,
      seconds,
      paths: demands.map(({ path }) => path),
      tokensFile,
      hotShare: 0,
    }
    await runLoad({ ...load, seconds: 3 })
    const before = [cpuSeconds(engine.pid), cpuSeconds(gateway.pid)] as const
    const report = await runLoad(load)
    const cpu = (pid: number, from: number) => ((cpuSeconds(pid) - from) * 1e6) / report.calls
    return {
      ...report,
      startMs,
      persons,
      engine: { cpuMicroseconds: cpu(engine.pid, before[0]), restingMb, loadedMb: residentMb(engine.pid) },
      gateway: { cpuMicroseconds: cpu(gateway.pid, before[1]), loadedMb: residentMb(gateway.pid) },
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function runLoad(load: LoadRequest): Promise<LoadReport> {
  // The whole list of paths is longer than an argument may be.
  const file = `${load.tokensFile}.load`
  writeFileSync(file, JSON.stringify(load))
  return JSON.parse(
    await runPinned(otherCore, process.execPath, [process_('load-process.ts'), `@${file}`]),
  ) as LoadReport
}
