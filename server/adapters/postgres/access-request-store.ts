import { sql } from 'kysely'
import type { AccessRequestStore, MessageWithNames } from '#core/access-requests/access-request-store.ts'
import type { Review } from '#core/access-requests/review.ts'
import { toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { attachmentQueries } from './attachment-queries.ts'
import { dossierQueries } from './dossier-queries.ts'
import { findDossiers } from './find-dossiers.ts'
import { readDossiers } from './read-dossiers.ts'
import { inside } from './unit-of-work.ts'

/** Access requests in SQL. A dossier is read in one query per table, whatever the page size. */
export function createAccessRequestStore(): AccessRequestStore {
  return {
    ...dossierQueries,
    ...attachmentQueries,

    async nextReference(tx) {
      const { rows } = await sql<{ n: number }>`select nextval('access_request_numbers') as n`.execute(inside(tx))
      return `D${rows[0]?.n}`
    },

    async insert(tx, request) {
      const { content, authors, ...columns } = request
      await inside(tx)
        .insertInto('access_requests')
        .values({ ...columns, content: JSON.stringify(content), authors: [...authors] })
        .execute()
    },

    async load(tx, id, lock) {
      if (lock === 'lock') {
        await inside(tx).selectFrom('access_requests').select('id').where('id', '=', id).forUpdate().execute()
      }
      const [dossier] = await readDossiers(tx, [id])
      return dossier ?? null
    },

    async list(tx, filter, page) {
      const { items: ids, next } = await findDossiers(tx, filter, page)
      const dossiers = await readDossiers(tx, ids)
      const byId = new Map(dossiers.map((dossier) => [dossier.request.id, dossier]))
      return { items: ids.flatMap((id) => byId.get(id) ?? []), next }
    },

    save: saveReview,

    async addMessage(tx, message) {
      await inside(tx).insertInto('messages').values(message).execute()
    },

    async listMessages(tx, requestId, page) {
      let query = messagesOf(tx, requestId)
      if (page.after !== null) query = query.where('messages.id', '>', page.after)
      const rows = await query
        .orderBy('messages.id')
        .limit(page.size + 1)
        .execute()
      return toPage(rows.map(toMessage), page.size, (row) => row.id)
    },

    async loadMessage(tx, requestId, id) {
      const row = await messagesOf(tx, requestId).where('messages.id', '=', id).executeTakeFirst()
      return row === undefined ? null : toMessage(row)
    },

    async resolveMessage(tx, id, accountId, at) {
      const resolution = { resolved_at: at, resolved_by: accountId }
      await inside(tx).updateTable('messages').set(resolution).where('id', '=', id).execute()
    },
  }
}

function messagesOf(tx: Transaction, requestId: string) {
  return inside(tx)
    .selectFrom('messages')
    .innerJoin('accounts', 'accounts.id', 'messages.account_id')
    .innerJoin('organizations', 'organizations.id', 'messages.organization_id')
    .selectAll('messages')
    .select(['accounts.name as author_name', 'organizations.name as organization_name'])
    .where('messages.access_request_id', '=', requestId)
}

type MessageRow = Awaited<ReturnType<ReturnType<typeof messagesOf>['execute']>>[number]

function toMessage({ resolved_by: _resolver, field, ...row }: MessageRow): MessageWithNames {
  return { ...row, field: field as MessageWithNames['field'] }
}

async function saveReview(tx: Transaction, before: Review, after: Review): Promise<void> {
  const trx = inside(tx)
  const { id, content, authors, version, created_at: _created, reference: _reference, ...columns } = after.request
  await trx
    .updateTable('access_requests')
    .set({ ...columns, content: JSON.stringify(content), authors: [...authors], version: version + 1 })
    .where('id', '=', id)
    .execute()
  const kept = new Set(after.decisions.map((decision) => decision.id))
  const gone = before.decisions.filter((decision) => !kept.has(decision.id)).map((decision) => decision.id)
  if (gone.length > 0) await trx.deleteFrom('decisions').where('id', 'in', gone).execute()
  for (const decision of after.decisions.filter((one) => !before.decisions.includes(one))) {
    const row = {
      ...decision,
      scopes: JSON.stringify(decision.scopes),
      decided_by: decision.decided_by === null ? null : JSON.stringify(decision.decided_by),
    }
    await trx
      .insertInto('decisions')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  }
  const known = new Set(before.votes.map((vote) => vote.id))
  for (const vote of after.votes.filter((one) => !before.votes.includes(one))) {
    if (known.has(vote.id)) {
      await trx.updateTable('votes').set({ voided_at: vote.voided_at }).where('id', '=', vote.id).execute()
    } else {
      const scopes = vote.scopes === null ? null : JSON.stringify(vote.scopes)
      await trx
        .insertInto('votes')
        .values({ ...vote, scopes })
        .execute()
    }
  }
}
