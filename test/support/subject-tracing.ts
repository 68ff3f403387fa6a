import { createHash } from 'node:crypto'
import { createDirectoryHash } from '#core/subjects/subject-keys.ts'
import type { SubjectTracing } from '#gateway/subjects/subject-tracing.ts'
import { createKeyedHash } from '#kit/keyed-hash.ts'

function keyOf(label: string): Buffer {
  return createHash('sha256').update(label).digest()
}

/** Keys of pseudonyms as a gateway knows them: one for each month, made from its name. */
export function testSubjectTracing(protectedHashes: readonly string[] = []): SubjectTracing {
  const directory = createDirectoryHash(keyOf('directory'))
  return {
    keyAt(at) {
      const epoch = new Date(at).toISOString().slice(0, 7)
      return { epoch, hash: createKeyedHash(keyOf(epoch)) }
    },
    identityHash: directory,
    hasProtected: () => protectedHashes.length > 0,
    isProtected: (hash) => protectedHashes.includes(hash),
  }
}
