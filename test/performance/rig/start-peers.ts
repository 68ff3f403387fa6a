import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { BenchProxy } from './start-bench-gateway.ts'
import { proxyCore, startPinned } from './start-pinned.ts'

export interface PeerWorld {
  readonly upstreamPort: number
  readonly publicKeyPem: string
  /** Certificate and key in PEM for the front, or null. */
  readonly tls: { readonly cert: string; readonly key: string } | null
}

/** `haproxy` or `nginx` with one of our configuration files; null where the program is not installed. */
export async function startPeer(
  program: 'haproxy' | 'nginx',
  file: string,
  world: PeerWorld,
): Promise<BenchProxy | null> {
  if (spawnSync(program, ['-v'], { stdio: 'ignore' }).error !== undefined) return null
  const scratch = mkdtempSync(join(tmpdir(), 'octroi-bench-peer-'))
  const port = await freePort()
  writeFileSync(join(scratch, 'public.pem'), world.publicKeyPem)
  if (world.tls) writeFileSync(join(scratch, 'front.pem'), world.tls.cert + world.tls.key)
  const text = readFileSync(new URL(`../peers/${file}`, import.meta.url), 'utf8')
    .replaceAll('@PORT@', String(port))
    .replaceAll('@TLS@', world.tls ? `ssl crt ${scratch}/front.pem` : '')
    .replaceAll('@UPSTREAM_PORT@', String(world.upstreamPort))
    .replaceAll('@PUBLIC_KEY@', `${scratch}/public.pem`)
    .replaceAll('@SCRATCH@', scratch)
  const path = join(scratch, file)
  writeFileSync(path, text)
  const args = program === 'haproxy' ? ['-db', '-f', path] : ['-p', scratch, '-c', path]
  const process_ = await startPinned(proxyCore, program, args, { speaks: false })
  await untilOpen(port)
  return {
    pid: process_.pid,
    port,
    async [Symbol.asyncDispose]() {
      await process_[Symbol.asyncDispose]()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (isOpen) return
    await wait(50)
  }
  throw new Error('a peer did not open its port')
}
