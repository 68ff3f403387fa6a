import { createHash, timingSafeEqual } from 'node:crypto'

/** Hex SHA-256 of a token: all that control keeps of it. Tokens are 256 random bits, so no slow hash is needed. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Constant-time comparison of a presented token with a kept hash. */
export function matchesTokenHash(token: string, hash: string): boolean {
  const presented = Buffer.from(tokenHash(token), 'hex')
  const kept = Buffer.from(hash, 'hex')
  return kept.length === presented.length && timingSafeEqual(presented, kept)
}
