import { sql } from 'kysely'
import type { ServiceMark, ServiceStore, Sign } from '#core/service-levels/service-store.ts'
import { slotMs } from '#core/service-levels/service-store.ts'
import { inside } from './unit-of-work.ts'

type SlotRow = { target: string; slot: string } & Record<Sign, number>

/** Rows in one order, so that replicas that add to the same ones wait for each other and never in a circle. */
function byKey<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  return [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

function slotRows(marks: readonly ServiceMark[]): SlotRow[] {
  const rows = new Map<string, SlotRow>()
  for (const { target, at, sign } of marks) {
    const start = Math.floor(at / slotMs) * slotMs
    const slot = new Date(start).toISOString()
    const key = `${target} ${slot}`
    const row = rows.get(key) ?? { target, slot, up: 0, down: 0, answered: 0, failed: 0 }
    rows.set(key, { ...row, [sign]: row[sign] | (2 ** Math.floor((at - start) / 60_000)) })
  }
  return byKey([...rows.values()], ({ target, slot }) => `${target} ${slot}`)
}

/** Service levels in SQL: rows that are only added to, whoever adds first. */
export function createServiceStore(): ServiceStore {
  return {
    async mark(tx, marks) {
      for (const row of slotRows(marks)) {
        await sql`insert into service_slots (target, slot, up, down, answered, failed)
          values (${row.target}, ${row.slot}, ${row.up}, ${row.down}, ${row.answered}, ${row.failed})
          on conflict (target, slot) do update set up = service_slots.up | excluded.up,
            down = service_slots.down | excluded.down, answered = service_slots.answered | excluded.answered,
            failed = service_slots.failed | excluded.failed`.execute(inside(tx))
      }
    },

    async addAnswers(tx, counts) {
      for (const row of byKey(
        counts,
        (one) => `${one.day} ${one.time_class} ${one.api} ${one.api_version} ${one.bucket}`,
      )) {
        await inside(tx)
          .insertInto('service_answers')
          .values(row)
          .onConflict((conflict) =>
            conflict
              .columns(['day', 'time_class', 'api', 'api_version', 'bucket'])
              .doUpdateSet({ answers: sql`service_answers.answers + excluded.answers` }),
          )
          .execute()
      }
    },

    async touchScopes(tx, uses) {
      for (const row of byKey(uses, (one) => `${one.authorization_id} ${one.api} ${one.api_version} ${one.scope}`)) {
        await inside(tx)
          .insertInto('scope_uses')
          .values(row)
          .onConflict((conflict) =>
            conflict
              .columns(['authorization_id', 'api', 'api_version', 'scope'])
              .doUpdateSet({ last_used_on: sql`excluded.last_used_on` })
              .where(sql<boolean>`scope_uses.last_used_on < excluded.last_used_on`),
          )
          .execute()
      }
    },

    slots: (tx, from, until) =>
      inside(tx).selectFrom('service_slots').selectAll().where('slot', '>=', from).where('slot', '<', until).execute(),

    async firstSlot(tx, target) {
      const row = await inside(tx)
        .selectFrom('service_slots')
        .selectAll()
        .where('target', '=', target)
        .orderBy('slot')
        .limit(1)
        .executeTakeFirst()
      return row ?? null
    },

    answers: (tx, month) =>
      inside(tx)
        .selectFrom('service_answers')
        .selectAll()
        .where('day', '>=', `${month}-01`)
        .where('day', '<', sql<string>`(${`${month}-01`}::date + interval '1 month')::date`)
        .execute(),

    scopeUses: (tx, authorizationId) =>
      inside(tx).selectFrom('scope_uses').selectAll().where('authorization_id', '=', authorizationId).execute(),
  }
}
