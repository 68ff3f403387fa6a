import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A TCP relay that can be slow, or break what goes through it. */
export interface FaultProxy extends AsyncDisposable {
  readonly port: number
  /** Milliseconds each piece of the answers is held back. */
  delayMs: number
  /** Swallows whatever is sent, both ways, on connections old and new. */
  blackhole: boolean
  /** Breaks every connection with a reset. */
  reset(): void
}

export async function startFaultProxy(targetPort: number): Promise<FaultProxy> {
  const sockets = new Set<Socket>()
  const server = createServer((inbound) => {
    const outbound = connect(targetPort, '127.0.0.1')
    for (const socket of [inbound, outbound]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        ;(socket === inbound ? outbound : inbound).destroy()
      })
    }
    inbound.on('data', (bytes) => proxy.blackhole || outbound.write(bytes))
    outbound.on('data', (bytes) => {
      if (proxy.blackhole) return
      if (proxy.delayMs === 0) inbound.write(bytes)
      else setTimeout(() => inbound.write(bytes), proxy.delayMs)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy: FaultProxy = {
    port: (server.address() as AddressInfo).port,
    delayMs: 0,
    blackhole: false,
    reset() {
      for (const socket of sockets) socket.resetAndDestroy()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return proxy
}
