import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { httpExchange } from './http-exchange.ts'

const program = join(import.meta.dirname, '..', '..', 'server', 'main.ts')

/** One role in a process of its own, as a distributed installation runs it. */
export interface RoleProcess {
  readonly process: ChildProcess
  output(): string
  /** Resolves when the listener answers that it is ready. @throws with its output when it ends or takes too long. */
  ready(healthUrl: string): Promise<void>
  stop(signal?: NodeJS.Signals): Promise<void>
}

export function startRole(env: Readonly<Record<string, string>>): RoleProcess {
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: '', OCTROI_METRICS_PORT: '0', ...env },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  }
  return {
    process: child,
    output: () => text,
    async ready(healthUrl) {
      const end = performance.now() + 60_000
      for (;;) {
        if (child.exitCode !== null) throw new Error(`${env.OCTROI_ROLE} ended with ${child.exitCode}:\n${text}`)
        const answer = await httpExchange(`${healthUrl}/healthz/ready`).catch(() => null)
        if (answer?.status === 200) return
        if (performance.now() > end) throw new Error(`${env.OCTROI_ROLE} was not ready in time:\n${text}`)
        await wait(100)
      }
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill(signal)
      await exited
    },
  }
}

/** Runs `node server/main.ts <command>` to its end; answers what it printed. @throws when it fails. */
export async function runCommand(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: '', ...env },
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${err}`)
  return out
}
