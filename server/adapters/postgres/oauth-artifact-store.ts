import { sql } from 'kysely'
import type { OAuthArtifact, OAuthArtifactStore } from '#core/oauth/oauth-artifact-store.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

/** Artifacts in SQL; the issuer is part of the primary key. */
export function createOAuthArtifactStore(): OAuthArtifactStore {
  const select = (tx: Transaction, issuer: string, model: string, now: number) =>
    inside(tx)
      .selectFrom('oauth_artifacts')
      .selectAll()
      .where('issuer', '=', issuer)
      .where('model', '=', model)
      .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', instant(now))]))

  return {
    async put(tx, issuer, artifact) {
      const changing = {
        payload: JSON.stringify(artifact.payload),
        grant_id: artifact.grantId,
        uid: artifact.uid,
        account_id: artifact.accountId,
        expires_at: artifact.expiresAt === null ? null : instant(artifact.expiresAt),
      }
      await inside(tx)
        .insertInto('oauth_artifacts')
        .values({ issuer, model: artifact.model, id: artifact.id, ...changing })
        .onConflict((conflict) => conflict.columns(['issuer', 'model', 'id']).doUpdateSet(changing))
        .execute()
    },

    async find(tx, issuer, model, id, now) {
      const row = await select(tx, issuer, model, now).where('id', '=', id).executeTakeFirst()
      return row ? toArtifact(row) : null
    },

    async findByUid(tx, issuer, model, uid, now) {
      const row = await select(tx, issuer, model, now).where('uid', '=', uid).executeTakeFirst()
      return row ? toArtifact(row) : null
    },

    async consume(tx, issuer, model, id, now) {
      const row = await inside(tx)
        .updateTable('oauth_artifacts')
        .set({ consumed_at: instant(now) })
        .where('issuer', '=', issuer)
        .where('model', '=', model)
        .where('id', '=', id)
        .where('consumed_at', 'is', null)
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },

    async remove(tx, issuer, model, id) {
      await inside(tx)
        .deleteFrom('oauth_artifacts')
        .where('issuer', '=', issuer)
        .where('model', '=', model)
        .where('id', '=', id)
        .execute()
    },

    async removeByGrant(tx, issuer, grantId) {
      await inside(tx)
        .deleteFrom('oauth_artifacts')
        .where('issuer', '=', issuer)
        .where((where) =>
          where.or([
            where('grant_id', '=', grantId),
            where.and([where('model', '=', 'Grant'), where('id', '=', grantId)]),
          ]),
        )
        .execute()
    },

    async removeByAccount(tx, issuer, accountId) {
      await inside(tx)
        .deleteFrom('oauth_artifacts')
        .where('issuer', '=', issuer)
        .where('account_id', '=', accountId)
        .execute()
    },

    async removeExpired(tx, now, limit) {
      const rows = await sql<{ id: string }>`
        delete from oauth_artifacts where (issuer, model, id) in (
          select issuer, model, id from oauth_artifacts where expires_at <= ${instant(now)} limit ${limit})
        returning id`.execute(inside(tx))
      return rows.rows.length
    },
  }
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}

function toArtifact(row: {
  readonly model: string
  readonly id: string
  readonly payload: unknown
  readonly grant_id: string | null
  readonly uid: string | null
  readonly account_id: string | null
  readonly expires_at: string | null
  readonly consumed_at: string | null
}): OAuthArtifact {
  return {
    model: row.model,
    id: row.id,
    payload: row.payload as Record<string, unknown>,
    grantId: row.grant_id,
    uid: row.uid,
    accountId: row.account_id,
    expiresAt: row.expires_at === null ? null : Date.parse(row.expires_at),
    consumedAt: row.consumed_at === null ? null : Date.parse(row.consumed_at),
  }
}
