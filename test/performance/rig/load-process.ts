import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { LoadReport, LoadRequest } from './load-request.ts'

/** Keeps `connections` requests running over sockets of its own and prints a {@link LoadReport}. */
const argument = process.argv[2] ?? ''
/** `@FILE` where the demand is too long for an argument. */
const written = argument.startsWith('@') ? readFileSync(argument.slice(1), 'utf8') : argument
const { port, tls, connections, seconds, paths, tokensFile, hotShare } = JSON.parse(written) as LoadRequest
const tokens = (JSON.parse(readFileSync(tokensFile, 'utf8')) as string[]).map(
  (token) => `authorization: Bearer ${token}`,
)
const requests = tokens.map((token, index) => requestOf(paths[index % paths.length] ?? '/', token))
const hot = tokens[0] ?? ''
const hotRequests = paths.map((path) => requestOf(path, hot))
const headEnd = Buffer.from('\r\n\r\n')

let sent = 0
let coldShare = 0
let calls = 0
const statuses: Record<string, number> = {}
const times: number[] = []
let endsAt = Infinity

function requestOf(path: string, token: string): Buffer {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nhost: gateway.bench\r\naccept: application/json\r\n${token}\r\n\r\n`)
}

/** Tokens in turn, so that a share of them is never in a cache smaller than their number. */
function nextRequest(): Buffer {
  sent += 1
  coldShare += 1 - hotShare
  if (coldShare < 1) return hotRequests[sent % hotRequests.length]!
  coldShare -= 1
  return requests[sent % requests.length]!
}

async function caller(): Promise<void> {
  let socket = await open()
  while (performance.now() < endsAt) {
    const sentAt = performance.now()
    const answer = await ask(socket, nextRequest())
    times.push(performance.now() - sentAt)
    calls += 1
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
    if (answer.ends) socket = await open()
  }
  socket.destroy()
}

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket: Socket = tls
      ? connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => resolve(socket))
      : connect({ host: '127.0.0.1', port, noDelay: true }, () => resolve(socket))
    socket.on('error', reject)
  })
}

function ask(socket: Socket, request: Buffer): Promise<{ status: string; ends: boolean }> {
  return new Promise((resolve) => {
    let got: Buffer | null = null
    const onClose = () => resolve({ status: 'closed', ends: true })
    const onData = (chunk: Buffer) => {
      got = got ? Buffer.concat([got, chunk]) : chunk
      const bodyAt = got.indexOf(headEnd)
      if (bodyAt < 0) return
      const head = got.toString('latin1', 0, bodyAt).toLowerCase()
      const length = Number(/\r\ncontent-length: *(\d+)/.exec(head)?.[1] ?? 0)
      if (got.length < bodyAt + 4 + length) return
      socket.off('data', onData).off('close', onClose)
      resolve({ status: head.slice(9, 12), ends: head.includes('\r\nconnection: close') })
    }
    socket.on('data', onData).on('close', onClose)
    socket.write(request)
  })
}

const startedAt = performance.now()
endsAt = startedAt + seconds * 1000
await Promise.all(Array.from({ length: connections }, caller))
const elapsed = (performance.now() - startedAt) / 1000
times.sort((a, b) => a - b)
const at = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0
const report: LoadReport = { calls, perSecond: calls / elapsed, p50Ms: at(0.5), p99Ms: at(0.99), statuses }
console.log(JSON.stringify(report))
