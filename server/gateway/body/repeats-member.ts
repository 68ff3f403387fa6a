/** Strings, and the signs that open, close and part values; the rest of a valid text says nothing about names. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g

/**
 * Whether an object of this valid JSON has two members of one name, also in other spellings: readers differ on which
 * one they take (RFC 8259 section 4).
 */
export function repeatsMember(text: string): boolean {
  /** The names of each object that is open; null for an array. */
  const open: (Set<string> | null)[] = []
  let awaitsName = false
  for (const [token] of text.matchAll(tokens)) {
    const names = open.at(-1)
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(null)
    else if (token === '}' || token === ']') open.pop()
    else if (awaitsName && names && token.startsWith('"')) {
      const name: string = JSON.parse(token)
      if (names.has(name)) return true
      names.add(name)
    }
    awaitsName = token === '{' || (token === ',' && open.at(-1) instanceof Set)
  }
  return false
}
