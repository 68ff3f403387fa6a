import type { SnapshotSource } from '#core/snapshot/snapshot-view.ts'
import type { SigningKeys } from '../signing/signing-key.ts'

/**
 * The JWK Set of the environment: every key any issuer replica published, so that all replicas answer
 * the same, and our own even before the snapshot has carried it back.
 */
export function publishedKeys(snapshot: SnapshotSource, own: SigningKeys): { keys: readonly unknown[] } {
  const keys = new Map<string, unknown>()
  const current = own.current()
  if (current) keys.set(current.kid, current.publicJwk)
  for (const [kid, entry] of snapshot.current()?.states.issuer_key ?? []) keys.set(kid, entry.jwk)
  return { keys: [...keys.values()] }
}
