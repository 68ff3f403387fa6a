import { spawn } from 'node:child_process'
import { join } from 'node:path'

export interface Check {
  readonly name: string
  readonly command: readonly string[]
}

/** Runs commands, `concurrency` at a time, printing what a failed one said; answers the names of those that failed. */
export async function runChecks(checks: readonly Check[], concurrency: number): Promise<string[]> {
  const failed: string[] = []
  const waiting = [...checks]
  async function work(): Promise<void> {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const startedAt = performance.now()
      const { code, output } = await runCommand(check.command)
      const ms = Math.round(performance.now() - startedAt)
      console.log(`${code === 0 ? '✔' : '✖'} ${check.name} (${ms} ms)`)
      if (code === 0) continue
      console.log(output.trimEnd())
      failed.push(check.name)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return failed
}

function runCommand(command: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const [program = '', ...args] = command
    const child = spawn(program, args, {
      cwd: join(import.meta.dirname, '..', '..'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', ASTRO_TELEMETRY_DISABLED: '1' },
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
