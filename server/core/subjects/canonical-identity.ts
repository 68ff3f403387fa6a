const isPlain = /^[A-Z0-9]+(?: [A-Z0-9]+)*$/

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(' ')
  const text = String(value)
  if (isPlain.test(text)) return text
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim()
}

/**
 * The identifiers of a person as one text, the same however accents, case, hyphens and order are written; empty when
 * there are none. Only to be hashed at once: it is the identity itself.
 */
export function canonicalIdentity(values: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  const parts: string[] = []
  for (const name of [...names].sort()) {
    const value = values[name]
    if (value === undefined || value === null) continue
    const text = plain(value)
    if (text !== '') parts.push(`${name}=${text}`)
  }
  return parts.join(';')
}
