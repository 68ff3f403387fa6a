import type { SendHandle } from 'node:child_process'
import type { Server } from 'node:http'

/** The handle of a bound socket. It can be sent to another process, which then accepts from the same queue. */
export type Door = SendHandle & { readonly close: () => void }

/**
 * The handle below a server. `node:net` takes such a handle in `listen` (any object with a `_handle`) and
 * `node:child_process` sends it, but has no public way to send one that this process goes on to close itself: a
 * `net.Server` that is sent starts to accept in the process that receives it, and the supervisor must not.
 */
export function doorOf(server: Server): Door | null {
  return (server as unknown as { readonly _handle: Door | null })._handle
}
