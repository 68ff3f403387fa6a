import { hkdfSync } from 'node:crypto'

/** What a node presents once to be given its own token. Derived, so that roles on one machine need no setting for it. */
export function deriveEnrolmentToken(master: Uint8Array): string {
  return `oct_enr_${Buffer.from(hkdfSync('sha256', master, '', 'octroi enrolment token 1', 32)).toString('base64url')}`
}
