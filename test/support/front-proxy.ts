import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePorts } from './free-ports.ts'

/** A proxy in front of a gateway that counts what it forwards. */
export interface FrontProxy extends AsyncDisposable {
  readonly port: number
  /** Requests it has forwarded until now, by its own count. */
  forwarded(): Promise<number>
}

interface Program {
  readonly arguments: (folder: string) => readonly string[]
  readonly configuration: (folder: string, port: number, gatewayPort: number) => string
  readonly forwarded: (folder: string) => Promise<number>
}

/** As operators run them: connections to the gateway are kept and shared by callers, where smuggling would pay. */
const programs: Readonly<Record<'haproxy' | 'nginx', Program>> = {
  haproxy: {
    arguments: (folder) => ['-db', '-q', '-f', join(folder, 'proxy.conf')],
    configuration: (folder, port, gatewayPort) => `
global
  stats socket ${folder}/stats
defaults
  mode http
  timeout connect 2s
  timeout client 5s
  timeout server 5s
  timeout http-keep-alive 1s
frontend public
  bind 127.0.0.1:${port}
  default_backend gateway
backend gateway
  http-reuse always
  server one 127.0.0.1:${gatewayPort}
`,
    forwarded: async (folder) => {
      const lines = (await askSocket(join(folder, 'stats'), 'show stat\n')).split('\n')
      const names = (lines[0] ?? '').split(',')
      const backend = lines.find((line) => line.startsWith('gateway,BACKEND,'))?.split(',') ?? []
      return Number(backend[names.indexOf('req_tot')] || backend[names.indexOf('stot')])
    },
  },
  nginx: {
    arguments: (folder) => ['-p', folder, '-c', join(folder, 'proxy.conf'), '-e', join(folder, 'error.log')],
    configuration: (folder, port, gatewayPort) => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 256; }
http {
  log_format forwarded $upstream_status;
  access_log ${folder}/access.log forwarded;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  upstream gateway {
    server 127.0.0.1:${gatewayPort};
    keepalive 4;
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://gateway;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_request_buffering off;
    }
  }
}
`,
    forwarded: async (folder) =>
      readFileSync(join(folder, 'access.log'), 'utf8')
        .split('\n')
        .filter((line) => /^\d{3}/.test(line)).length,
  },
}

/** @throws when the program ends, or does not listen in time. */
export async function startFrontProxy(name: 'haproxy' | 'nginx', gatewayPort: number): Promise<FrontProxy> {
  const program = programs[name]
  const folder = mkdtempSync(join(tmpdir(), 'octroi-front-'))
  const [port = 0] = await freePorts(1)
  writeFileSync(join(folder, 'proxy.conf'), program.configuration(folder, port, gatewayPort))
  const child = spawn(name, program.arguments(folder), { stdio: 'ignore' })
  await untilListening(port, child)
  return {
    port,
    forwarded: () => program.forwarded(folder),
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      if (child.exitCode === null && child.kill('SIGTERM')) await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the proxy ended with ${child.exitCode}`)
    const socket = connect(port, '127.0.0.1')
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isThere) return
    await wait(25)
  }
  throw new Error('the proxy does not listen')
}

async function askSocket(path: string, question: string): Promise<string> {
  const socket = connect(path)
  socket.setEncoding('utf8').end(question)
  let text = ''
  for await (const chunk of socket) text += chunk
  return text
}
