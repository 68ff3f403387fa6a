import { sql } from 'kysely'
import type { Credential, FranceConnectRegistration } from '#core/credentials/credential.ts'
import type { CredentialStore } from '#core/credentials/credential-store.ts'
import { toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

function selectCredentials(tx: Transaction) {
  return inside(tx).selectFrom('credentials').selectAll()
}

type Row = Awaited<ReturnType<ReturnType<typeof selectCredentials>['execute']>>[number]

/** A row as core knows it. */
export function toCredential(row: Row): Credential {
  const { france_connect, ...rest } = row
  const registration = france_connect as FranceConnectRegistration | null
  const credential = { ...rest, jwks: row.jwks as Credential['jwks'] }
  return registration === null ? credential : { ...credential, france_connect: registration }
}

/** Credentials in SQL. */
export function createCredentialStore(): CredentialStore {
  return {
    async insert(tx, credential) {
      const { jwks, allowed_ips, france_connect = null } = credential
      await inside(tx)
        .insertInto('credentials')
        .values({
          ...credential,
          jwks: jwks === null ? null : JSON.stringify(jwks),
          france_connect: france_connect === null ? null : JSON.stringify(france_connect),
          allowed_ips: [...allowed_ips],
        })
        .execute()
    },
    async load(tx, id) {
      const row = await selectCredentials(tx).where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toCredential(row)
    },
    async end(tx, id, { expires_at, revoked_at }) {
      await inside(tx).updateTable('credentials').set({ expires_at, revoked_at }).where('id', '=', id).execute()
    },
    async list(tx, applicationId, environment, page) {
      let query = selectCredentials(tx)
        .where('application_id', '=', applicationId)
        .orderBy('id')
        .limit(page.size + 1)
      if (environment !== null) query = query.where('environment', '=', environment)
      if (page.after !== null) query = query.where('id', '>', page.after)
      return toPage((await query.execute()).map(toCredential), page.size, (one) => one.id)
    },
    async listLive(tx, applicationId, now) {
      const rows = await selectCredentials(tx)
        .where('application_id', '=', applicationId)
        .where('revoked_at', 'is', null)
        .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
        .orderBy('id')
        .execute()
      return rows.map(toCredential)
    },
    async isFranceConnectClient(tx, environment, clientId) {
      const found = await inside(tx)
        .selectFrom('credentials')
        .select('id')
        .where('environment', '=', environment)
        .where('revoked_at', 'is', null)
        .where(sql<string>`france_connect ->> 'client_id'`, '=', clientId)
        .executeTakeFirst()
      return found !== undefined
    },
    async touch(tx, uses) {
      if (uses.length === 0) return
      const latest = new Map<string, string>()
      for (const { id, at } of uses) if (at > (latest.get(id) ?? '')) latest.set(id, at)
      await sql`update credentials set last_used_at = greatest(last_used_at, used.at)
        from unnest(${[...latest.keys()]}::text[], ${[...latest.values()]}::text[]::timestamptz[]) as used (id, at)
        where credentials.id::text = used.id`.execute(inside(tx))
    },
  }
}
