/** The preferences (RFC 7240 section 2) this engine knows; others are ignored, as the RFC asks. */
export interface Preferences {
  readonly code: string | null
  readonly example: string | null
}

/** Reads `code=503` and `example=camille`, quoted or not; of a repeated one the first counts. */
export function parsePrefer(header: string): Preferences {
  const found = new Map<string, string>()
  for (const part of header.split(',')) {
    const match = /^\s*([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|([^\s;"]+))/.exec(part)
    const name = match?.[1]?.toLowerCase()
    if (name && !found.has(name)) found.set(name, match?.[2] ?? match?.[3] ?? '')
  }
  return { code: found.get('code') ?? null, example: found.get('example') ?? null }
}
