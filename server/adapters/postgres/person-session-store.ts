import type { PersonSession, PersonSessionStore } from '#core/persons/person-session.ts'
import { inside } from './unit-of-work.ts'

/** Sessions of people in SQL. An ended one keeps neither token nor pseudonyms. */
export function createPersonSessionStore(): PersonSessionStore {
  const ended = { token_hash: null, pseudonyms: '[]' }
  return {
    async insert(tx, session, token_hash) {
      const row = { ...session, token_hash, pseudonyms: JSON.stringify(session.pseudonyms) }
      await inside(tx).insertInto('person_sessions').values(row).execute()
    },
    async find(tx, tokenHash, now) {
      const row = await inside(tx)
        .selectFrom('person_sessions')
        .select(['id', 'person_key', 'pseudonyms', 'is_resolved', 'is_protected', 'opened_at', 'expires_at'])
        .where('token_hash', '=', tokenHash)
        .where('expires_at', '>', now)
        .executeTakeFirst()
      return (row as PersonSession | undefined) ?? null
    },
    async end(tx, id) {
      await inside(tx).updateTable('person_sessions').set(ended).where('id', '=', id).execute()
    },
    async openings(tx, personKey, size) {
      const rows = await inside(tx)
        .selectFrom('person_sessions')
        .select('opened_at')
        .where('person_key', '=', personKey)
        .orderBy('opened_at', 'desc')
        .limit(size)
        .execute()
      return rows.map((row) => row.opened_at)
    },
    async purge(tx, now, openedBefore) {
      await inside(tx)
        .updateTable('person_sessions')
        .set(ended)
        .where('token_hash', 'is not', null)
        .where('expires_at', '<=', now)
        .execute()
      await inside(tx).deleteFrom('person_sessions').where('opened_at', '<', openedBefore).execute()
    },
  }
}
