import type { ServerResponse } from 'node:http'
import type { Clock } from '#core/ports/clock.ts'
import { checkMessage, checkSpeaker } from '../check-message.ts'
import type { InternalAnswer, InternalDeps, InternalRequest } from '../internal-request.ts'
import { messageSchemas } from '../message-schemas.ts'

/** A reader that has taken nothing for this long is dropped; it comes back for what it missed. */
const blockedMs = 10_000
/** Bytes that may wait for one reader beyond the message being written. */
const maxWaitingBytes = 64 * 1024 * 1024

function createSender(response: ServerResponse, clock: Clock): (line: string) => void {
  let blockedSince: number | null = null
  response.on('drain', () => {
    blockedSince = null
  })
  return (line) => {
    const isStuck = blockedSince !== null && clock.monotonic() - blockedSince > blockedMs
    if (isStuck || response.writableLength > maxWaitingBytes) {
      response.destroy()
      return
    }
    if (!response.write(line)) blockedSince ??= clock.monotonic()
  }
}

/** Streams the snapshot of the node's environment for as long as the node listens. */
export function watch(deps: InternalDeps, request: InternalRequest): InternalAnswer {
  const asked = checkMessage(messageSchemas.watch, Object.fromEntries(request.query))
  checkSpeaker(request.node, { environment: asked.environment }, 'any')
  const { response } = request.raw
  response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' })
  response.flushHeaders()
  response.socket?.setNoDelay(true)
  const { environment, epoch, revision } = asked
  const send = createSender(response, deps.clock)
  const close = () => response.destroy()
  const unsubscribe = deps.hub.subscribe({ environment, epoch, revision, send, close })
  response.on('close', unsubscribe)
  return 'streaming'
}
