import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Reply } from '../reply.ts'
import type { Fault } from './scenario.ts'

/** Pauses of a slow body: its bytes leave in this many parts, one a pause. */
const slowParts = 8
const slowPauseMs = 500

/** Sends a reply at its time and with its fault. A caller that hangs up ends it. */
export async function deliver(response: ServerResponse, reply: Reply): Promise<void> {
  const { delayMs, fault, left } = reply.delivery ?? { delayMs: 0, fault: null }
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  try {
    if (delayMs > 0) await wait(delayMs, undefined, { signal: gone.signal })
    if (fault === 'reset') response.destroy()
    else await write(response, reply, fault, gone.signal)
  } catch {
    response.destroy()
  } finally {
    left?.()
  }
}

async function write(response: ServerResponse, reply: Reply, fault: Fault | null, signal: AbortSignal): Promise<void> {
  const whole = JSON.stringify(reply.body)
  const text =
    fault === 'empty' ? '' : fault === 'malformed-json' ? whole.slice(0, -Math.ceil(whole.length / 3)) : whole
  const bytes = Buffer.from(text)
  response.writeHead(reply.status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.length,
    'Cache-Control': 'no-store',
    ...reply.headers,
  })
  if (fault === 'slow-body') {
    const size = Math.ceil(bytes.length / slowParts)
    for (let at = 0; at < bytes.length; at += size) {
      response.write(bytes.subarray(at, at + size))
      await wait(slowPauseMs, undefined, { signal })
    }
    response.end()
    return
  }
  response.end(bytes)
}
