import { connect } from 'node:net'

/** Sends exact bytes and answers everything that came back until the server closed, or `waitMs` of silence. */
export function rawExchange(port: number, bytes: string, waitMs = 300): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(bytes, 'latin1')))
    let text = ''
    let timer = setTimeout(() => socket.destroy(), waitMs * 4)
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      clearTimeout(timer)
      timer = setTimeout(() => socket.destroy(), waitMs)
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(text)
    })
  })
}
