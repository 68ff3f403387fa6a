/**
 * The identifiers of a person, one `name: value` a line, as calls send them. A name that comes again makes a list.
 * What has no colon keeps its line as a name without a value, so that the API says what is wrong.
 */
export function identityOf(text: string): Record<string, string | string[]> {
  const found = new Map<string, string[]>()
  for (const line of text.split(/\r?\n/).filter((one) => one.trim() !== '')) {
    const at = line.indexOf(':')
    const name = (at < 0 ? line : line.slice(0, at)).trim().slice(0, 100)
    const value = at < 0 ? '' : line.slice(at + 1).trim()
    found.set(name, [...(found.get(name) ?? []), value])
  }
  return Object.fromEntries(
    [...found].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
}
