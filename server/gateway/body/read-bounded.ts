import type { Readable } from 'node:stream'

/** The stream had more than the bytes allowed. */
export class TooLarge extends Error {}

/** The whole stream, or a rejection as soon as it passes `maxBytes`. The stream is then left to its owner. */
export function readBounded(stream: Buffer | Readable, maxBytes: number): Promise<Buffer> {
  if (Buffer.isBuffer(stream)) {
    return stream.length > maxBytes ? Promise.reject(new TooLarge('too large')) : Promise.resolve(stream)
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const onData = (chunk: Buffer) => {
      length += chunk.length
      if (length > maxBytes) finish(new TooLarge('too large'))
      else chunks.push(chunk)
    }
    const onEnd = () => finish(null)
    const onClose = () => finish(new Error('the body ended early'))
    const finish = (error: Error | null) => {
      stream.off('data', onData).off('end', onEnd).off('error', finish).off('close', onClose)
      if (error) {
        stream.on('error', () => {})
        stream.pause()
        reject(error)
      } else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length))
    }
    stream.on('data', onData).on('end', onEnd).on('error', finish).on('close', onClose)
  })
}
