/** Links made in one go: their secrets travel to the next page in a cookie, which holds no more. */
export const mostNamesAtOnce = 15

/** One authority a line, empty lines left out, each once. */
export function authorityNames(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim().slice(0, 80))
  return [...new Set(lines.filter((line) => line !== ''))].slice(0, mostNamesAtOnce)
}
