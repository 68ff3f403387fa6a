import { createHash } from 'node:crypto'

/** Hex SHA-256 of a link's secret: the store never has the secret itself. */
export function hashInvitation(token: string): string {
  return createHash('sha256').update(`octroi request invitation\n${token}`).digest('hex')
}
