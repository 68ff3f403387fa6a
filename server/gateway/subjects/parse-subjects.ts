import type { RecordedSubject } from '#core/audit/exchange-record.ts'
import type { SubjectReference } from '#core/subjects/subject-keys.ts'

export interface NamedSubject extends SubjectReference {
  readonly role: RecordedSubject['role']
}

const maxSubjects = 64
const maxLength = 8_192
const shape = /^([a-z][a-z0-9_-]{0,31}):([\x21-\x2b\x2d-\x3a\x3c-\x7e]{1,128})(?:;role=(searched|disclosed))?$/

/**
 * The people a provider says its answer is about: `Octroi-Subject: nir:...;role=searched, nir:...;role=disclosed`,
 * `searched` where no role is given. Null when the header is not of that form; then nobody is guessed.
 */
export function parseSubjects(header: string): readonly NamedSubject[] | null {
  if (header.length > maxLength) return null
  const subjects: NamedSubject[] = []
  for (const item of header.split(',')) {
    const match = shape.exec(item.trim())
    const scheme = match?.[1]
    const value = match?.[2]
    if (scheme === undefined || value === undefined || scheme === 'presented') return null
    subjects.push({ scheme, value, role: match?.[3] === 'disclosed' ? 'disclosed' : 'searched' })
  }
  return subjects.length <= maxSubjects ? subjects : null
}
