import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** What stands in front of replicas: one connection after the other to each target, skipping those that refuse. */
export interface TcpBalancer extends AsyncDisposable {
  readonly port: number
}

export async function startTcpBalancer(port: number, targets: readonly number[]): Promise<TcpBalancer> {
  let turn = 0
  const open = new Set<Socket>()
  const server = createServer((incoming) => {
    open.add(incoming)
    incoming.on('close', () => open.delete(incoming)).on('error', () => incoming.destroy())
    incoming.pause()
    attempt(incoming, turn++, targets.length)
  })

  function attempt(incoming: Socket, at: number, left: number): void {
    if (left === 0) {
      incoming.destroy()
      return
    }
    const target = connect(targets[at % targets.length] ?? 0, '127.0.0.1')
    let isConnected = false
    target.on('connect', () => {
      isConnected = true
      incoming.pipe(target).pipe(incoming)
      incoming.on('close', () => target.destroy())
      target.on('close', () => incoming.destroy())
    })
    target.on('error', () => (isConnected ? incoming.destroy() : attempt(incoming, at + 1, left - 1)))
  }

  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as { port: number }).port,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}
