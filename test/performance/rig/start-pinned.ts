import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'

/** A child process on one core. Its first line of output says that it is ready. */
export interface PinnedProcess extends AsyncDisposable {
  readonly pid: number
  readonly firstLine: string
}

/** The proxy has the first core to itself; load and upstream share the second. */
export const proxyCore = 0
export const otherCore = availableParallelism() > 1 ? 1 : 0

export async function startPinned(
  core: number,
  command: string,
  args: readonly string[],
  options: { readonly speaks: boolean } = { speaks: true },
): Promise<PinnedProcess> {
  const child = spawn('taskset', ['-c', String(core), command, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const firstLine = options.speaks ? await firstLineOf(child) : ''
  return {
    pid: child.pid ?? 0,
    firstLine,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Runs a process to its end and gives what it printed. */
export async function runPinned(core: number, command: string, args: readonly string[]): Promise<string> {
  const child = spawn('taskset', ['-c', String(core), command, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`)
  return text
}

function firstLineOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
    })
    child.once('exit', (code) => reject(new Error(`a measured process ended with ${code} before it was ready`)))
    child.once('error', reject)
  })
}
