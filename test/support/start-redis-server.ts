import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** A redis-server of our own, without persistence. `restart` loses everything, as a crash does. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string
  readonly port: number
  stop(): Promise<void>
  restart(): Promise<void>
  /** Takes connections and commands and answers none (SIGSTOP), until `resume`. */
  hang(): void
  /** Forgets everything in the same life (FLUSHALL). */
  flush(): Promise<void>
  resume(): void
}

/** Why Redis tests cannot run here, or null when they can. Under CI=true it is never a reason to skip. */
export function whyNoRedis(): string | null {
  if (process.env.CI === 'true' || findRedisServer()) return null
  return 'redis-server is not on the PATH: install it to run this test'
}

function findRedisServer(): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, 'redis-server'), constants.X_OK)
      return join(folder, 'redis-server')
    } catch {}
  }
  return null
}

export async function startRedisServer(): Promise<RedisServer> {
  const dir = await mkdtemp(join(tmpdir(), 'octroi-redis-'))
  const port = await freePort()
  let child = await spawnServer(port, dir)
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    stop: () => kill(child),
    flush: () => flush(port),
    hang: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async restart() {
      await kill(child)
      child = await spawnServer(port, dir)
    },
    async [Symbol.asyncDispose]() {
      await kill(child)
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function spawnServer(port: number, dir: string): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', dir]
  const child = spawn(findRedisServer() ?? 'redis-server', options, { stdio: 'ignore' })
  const failed = new Promise<never>((_resolve, reject) => child.once('error', reject))
  failed.catch(() => undefined)
  for (let tries = 0; tries < 100; tries += 1) {
    if (await Promise.race([answers(port), failed])) return child
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('redis-server did not start')
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(() => resolve(true)))
    socket.once('error', () => resolve(false))
  })
}

async function flush(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1', () => socket.write('FLUSHALL\r\n'))
  await once(socket, 'data')
  socket.destroy()
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  if (child.exitCode === null && child.kill('SIGKILL')) await ended
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
