import type { Incident, IncidentStore, IncidentUpdate } from '#core/incidents/incident.ts'
import type { LocaleMap } from '#core/locale/locale-map.ts'
import { toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

function withTitle<Row extends { title: unknown }>(row: Row) {
  return { ...row, title: row.title as LocaleMap }
}

/** What was said of these incidents, newest first. */
async function readUpdates(tx: Transaction, incidentIds: readonly string[]): Promise<IncidentUpdate[]> {
  if (incidentIds.length === 0) return []
  const rows = await inside(tx)
    .selectFrom('incident_updates')
    .selectAll()
    .where('incident_id', 'in', [...incidentIds])
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, text: row.text as LocaleMap }))
}

/** Incidents in SQL. What was said is never changed. */
export function createIncidentStore(): IncidentStore {
  return {
    async insert(tx, incident) {
      await inside(tx)
        .insertInto('incidents')
        .values({ ...incident, title: JSON.stringify(incident.title) })
        .execute()
    },
    async load(tx, id, lock) {
      const query = inside(tx).selectFrom('incidents').selectAll().where('id', '=', id)
      const row = await (lock === 'lock' ? query.forUpdate() : query).executeTakeFirst()
      return row === undefined ? null : withTitle(row)
    },
    async addUpdate(tx, update, closedAt) {
      await inside(tx)
        .insertInto('incident_updates')
        .values({ ...update, text: JSON.stringify(update.text) })
        .execute()
      if (closedAt === null) return
      await inside(tx)
        .updateTable('incidents')
        .set({ closed_at: closedAt })
        .where('id', '=', update.incident_id)
        .execute()
    },
    updatesOf: (tx, incidentId) => readUpdates(tx, [incidentId]),
    async list(tx, isOpen, page) {
      let query = inside(tx)
        .selectFrom('incidents')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(page.size + 1)
      if (isOpen !== null) query = query.where('closed_at', isOpen ? 'is' : 'is not', null)
      if (page.after !== null) query = query.where('id', '<', page.after)
      const found = toPage<Incident>((await query.execute()).map(withTitle), page.size, (one) => one.id)
      const ids = found.items.map(({ id }) => id)
      const updates = await readUpdates(tx, ids)
      const items = found.items.map((one) => ({
        ...one,
        updates: updates.filter(({ incident_id }) => incident_id === one.id),
      }))
      return { items, next: found.next }
    },
  }
}
