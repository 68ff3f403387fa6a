import type { Api } from '../../api/schemas.ts'

/** Other versions of an API that come before one, the nearest first. */
export function olderVersions(items: readonly Api[], api: string, version: string): string[] {
  const number = (text: string) => Number(/\d+/.exec(text)?.[0] ?? 0)
  return items
    .filter((item) => item.api === api && number(item.version) < number(version))
    .map((item) => item.version)
    .sort((a, b) => number(b) - number(a))
}
