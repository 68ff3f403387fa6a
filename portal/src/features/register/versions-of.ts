import type { ManagementApi } from '../../api/management-api.ts'
import { getRegisterEntry } from '../../api/register.ts'
import type { RegisterEntry } from '../../api/schemas.ts'

/** What one authorization changed of the one it replaced. */
export interface VersionChange {
  readonly entry: RegisterEntry
  readonly opened: readonly string[]
  readonly closed: readonly string[]
  /** Names of the texts that differ. */
  readonly texts: readonly ('purpose' | 'legal_basis' | 'legal_text' | 'valid_until')[]
}

const maxVersions = 20
const texts = ['purpose', 'legal_basis', 'legal_text', 'valid_until'] as const

function scopesOf(entry: RegisterEntry): string[] {
  return entry.opened.flatMap(({ api, version, scopes }) => scopes.map((scope) => `${api} ${version} · ${scope}`))
}

/** The authorization and those it replaced, newest first, with what changed each time. */
export async function versionsOf(api: ManagementApi, newest: RegisterEntry): Promise<readonly VersionChange[]> {
  const versions: VersionChange[] = []
  for (let entry: RegisterEntry | null = newest; entry !== null && versions.length < maxVersions; ) {
    const before: RegisterEntry | null = entry.supersedes ? await getRegisterEntry(api, entry.supersedes) : null
    const [now, then] = [scopesOf(entry), before === null ? [] : scopesOf(before)]
    versions.push({
      entry,
      opened: before === null ? [] : now.filter((scope) => !then.includes(scope)),
      closed: then.filter((scope) => !now.includes(scope)),
      texts: texts.filter((name) => before !== null && before[name] !== entry?.[name]),
    })
    entry = before
  }
  return versions
}
