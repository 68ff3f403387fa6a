import type { Config } from './config.ts'

/** First release of each line without the Brotli decoder flaw CVE-2026-111497 (security release of 21 October 2026). */
const mended: Readonly<Record<number, readonly [number, number]>> = { 22: [23, 4], 24: [22, 1], 26: [12, 1] }

/** What an operator should know about the runtime, in production only. */
export function runtimeWarnings(config: Config, nodeVersion: string): readonly string[] {
  if (config.profile !== 'production') return []
  const warnings: string[] = []
  const [major = 0, minor = 0, patch = 0] = nodeVersion.split('.').map(Number)
  const [goodMinor, goodPatch] = mended[major] ?? [0, 0]
  const isMended = major in mended ? minor > goodMinor || (minor === goodMinor && patch >= goodPatch) : major > 26
  if (!isMended) {
    warnings.push(
      `Node ${nodeVersion} has known security flaws (among them CVE-2026-111497 in its Brotli decoder). ` +
        'Octroi never decodes Brotli, yet run it on a mended Node: 22.23.4, 24.22.1, 26.12.1 or newer.',
    )
  }
  if (config.database.engine === 'embedded' && (config.role.kind === 'all' || config.role.kind === 'control')) {
    warnings.push(
      'The embedded database survives killed processes, not power cuts: it never calls fsync. ' +
        'Set DATABASE_URL to a PostgreSQL server for production.',
    )
  }
  return warnings
}
