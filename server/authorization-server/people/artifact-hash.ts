import { hash } from 'node:crypto'

/** Name under which an artifact is kept: its identifier is a bearer secret, so only a hash of it is stored. */
export function artifactHash(identifier: string): string {
  return hash('sha256', identifier, 'base64url')
}
