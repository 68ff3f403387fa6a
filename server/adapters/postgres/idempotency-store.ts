import type { IdempotencyScope, IdempotencyStore } from '#core/idempotency/idempotency-store.ts'
import { inside } from './unit-of-work.ts'

function keyOf(scope: IdempotencyScope) {
  return { account_id: scope.account, operation: scope.operation, key: scope.keyHash }
}

export function createIdempotencyStore(): IdempotencyStore {
  return {
    async begin(tx, scope, requestHash, startedAt) {
      const trx = inside(tx)
      const row = { ...keyOf(scope), request_hash: requestHash, state: 'running' as const, created_at: startedAt }
      const inserted = await trx
        .insertInto('idempotency_keys')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returning('key')
        .executeTakeFirst()
      if (inserted !== undefined) return null
      const found = await trx
        .selectFrom('idempotency_keys')
        .select(['request_hash', 'state', 'body', 'created_at'])
        .where((where) => where.and(keyOf(scope)))
        .executeTakeFirstOrThrow()
      const answer = found.state === 'done' ? String(found.body) : null
      return { requestHash: found.request_hash, answer, startedAt: found.created_at }
    },
    async takeOver(tx, scope, startedAt, now) {
      const result = await inside(tx)
        .updateTable('idempotency_keys')
        .set({ created_at: now })
        .where((where) => where.and({ ...keyOf(scope), state: 'running' as const, created_at: startedAt }))
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    async finish(tx, scope, startedAt, answer) {
      const result = await inside(tx)
        .updateTable('idempotency_keys')
        .set({ state: 'done', body: JSON.stringify(answer) })
        .where((where) => where.and({ ...keyOf(scope), state: 'running' as const, created_at: startedAt }))
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    async forget(tx, scope, startedAt) {
      await inside(tx)
        .deleteFrom('idempotency_keys')
        .where((where) => where.and({ ...keyOf(scope), state: 'running' as const, created_at: startedAt }))
        .execute()
    },
    async forgetRunning(tx) {
      await inside(tx).deleteFrom('idempotency_keys').where('state', '=', 'running').execute()
    },
    async purge(tx, before) {
      const result = await inside(tx).deleteFrom('idempotency_keys').where('created_at', '<', before).executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}
