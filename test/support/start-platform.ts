import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** demo.json, as the operating contract describes it. */
export interface DemoFile {
  readonly portal: string
  readonly management: string
  readonly login: { readonly issuer: string; readonly cli_client_id: string }
  readonly production: { readonly issuer: string; readonly gateway: string }
  readonly sandbox: { readonly issuer: string; readonly gateway: string; readonly demo_token: string }
  readonly france_connect: {
    readonly issuer: string
    readonly client_id: string
    readonly client_secret: string
    readonly redirect_uris: readonly string[]
  }
  readonly accounts: readonly { readonly role: string; readonly email: string; readonly password: string }[]
  readonly applications: readonly {
    readonly name: string
    readonly environment: 'sandbox' | 'production'
    readonly client_id: string
    readonly client_secret: string
    readonly scopes: readonly string[]
  }[]
  readonly first_call: { readonly path: string }
}

/** The whole platform as `npm start` runs it, on free ports and a data directory of its own. */
export interface StartedPlatform extends AsyncDisposable {
  readonly demo: DemoFile
  readonly dataDir: string
  readonly process: ChildProcess
  /** What it printed so far on both outputs. */
  output(): string
  /** SIGTERM, and the exit code once every process has ended. */
  stop(): Promise<number | null>
  /** SIGKILL to the supervisor alone: its children must notice by themselves. */
  kill(): Promise<void>
}

interface PlatformOptions {
  /** An existing data directory to start on; it is then kept. */
  readonly dataDir?: string
  readonly env?: Readonly<Record<string, string>>
  readonly patienceMs?: number
}

const freePorts = {
  OCTROI_PORT: '0',
  OCTROI_GATEWAY_PORT: '0',
  OCTROI_SANDBOX_PORT: '0',
  OCTROI_METRICS_PORT: '0',
}

/** Starts the real program and waits for demo.json. @throws with the program's output when it ends or takes too long. */
export async function startPlatform(options: PlatformOptions = {}): Promise<StartedPlatform> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'octroi-platform-'))
  const { child, output } = spawnPlatform(dataDir, options.env ?? {})
  const file = join(dataDir, 'demo.json')
  const end = performance.now() + (options.patienceMs ?? 60_000)
  // The file of an earlier life goes away first thing at start; the first line of output comes after that.
  while (output() === '' || !existsSync(file)) {
    if (child.exitCode !== null) throw new Error(`The platform ended with ${child.exitCode}:\n${output()}`)
    if (performance.now() > end) {
      child.kill('SIGKILL')
      throw new Error(`The platform was not ready in time:\n${output()}`)
    }
    await wait(50)
  }
  const demo: DemoFile = JSON.parse(readFileSync(file, 'utf8'))
  async function endWith(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
    return child.exitCode
  }
  return {
    demo,
    dataDir,
    process: child,
    output,
    stop: () => endWith('SIGTERM'),
    kill: async () => {
      await endWith('SIGKILL')
    },
    async [Symbol.asyncDispose]() {
      await endWith('SIGTERM')
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Spawns the program without waiting: for tests of starts that must fail. */
export function spawnPlatform(dataDir: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'server', 'main.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: '', ...freePorts, OCTROI_DATA_DIR: dataDir, ...env },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  }
  return { child, output: () => text }
}
