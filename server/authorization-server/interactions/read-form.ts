import type { IncomingMessage } from 'node:http'

const maxBytes = 16_384

/** Fields of a small url-encoded form, or null when it is anything else or too large. A repeated field counts as absent. */
export async function readForm(req: IncomingMessage): Promise<ReadonlyMap<string, string> | null> {
  const type = req.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) return null
    chunks.push(chunk)
  }
  const parameters = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
  const fields = new Map<string, string>()
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name)
    if (values.length === 1 && values[0] !== undefined) fields.set(name, values[0])
  }
  return fields
}
