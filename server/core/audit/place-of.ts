import { isDictionary } from '#kit/dictionary.ts'

/** Where a line says it stands. */
export interface LinePlace {
  readonly gateway: string
  readonly chain: string
  readonly seq: number
  readonly previous: string
  /** Everything the line says. */
  readonly members: Readonly<Record<string, unknown>>
}

/** The place of a record of any kind; null when the text is not a record. Cheaper than checking the whole record. */
export function placeOf(line: string): LinePlace | null {
  let members: unknown
  try {
    members = JSON.parse(line)
  } catch {
    return null
  }
  if (!isDictionary(members)) return null
  const { gateway, chain, seq, previous } = members
  if (typeof gateway !== 'string' || typeof chain !== 'string') return null
  if (typeof seq !== 'number' || typeof previous !== 'string') return null
  return { gateway, chain, seq, previous, members }
}
