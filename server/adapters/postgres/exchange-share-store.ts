import type { ExchangeShareStore } from '#core/usage/share-exchange.ts'
import { inside } from './unit-of-work.ts'

/** Links to lines of request logs, in SQL. */
export function createExchangeShareStore(): ExchangeShareStore {
  return {
    async insert(tx, share) {
      await inside(tx).insertInto('exchange_shares').values(share).execute()
    },
    async load(tx, id) {
      return (
        (await inside(tx).selectFrom('exchange_shares').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
      )
    },
    async purge(tx, before) {
      await inside(tx).deleteFrom('exchange_shares').where('expires_at', '<', before).execute()
    },
  }
}
