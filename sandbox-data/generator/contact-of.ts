import type { HashedRandom } from './hashed-random.ts'

/** Six-digit beginnings that the regulator (Arcep) keeps for works of fiction. */
export const fictionPhoneBlocks: readonly string[] = ['019900', '026191', '035301', '046571', '053649', '063998']

/** A telephone number nobody can have, and an address in a domain reserved by RFC 2606. */
export function contactOf(entity: string, random: HashedRandom): { readonly phone: string; readonly email: string } {
  const block = random.pick(entity, 'phone-block', fictionPhoneBlocks)
  const rest = String(random.integer(entity, 'phone', 0, 9999)).padStart(4, '0')
  return { phone: block + rest, email: `${entity.replaceAll('.', '-')}@example.org` }
}
