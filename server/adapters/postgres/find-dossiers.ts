import { sql } from 'kysely'
import type { DossierFilter } from '#core/access-requests/access-request-store.ts'
import { formatQueuePlace, parseQueuePlace } from '#core/access-requests/queue-place.ts'
import { type Page, type PageRequest, toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

/** Identifiers of the requests a filter keeps: what waits for a decision by its due date, everything else newest first. */
export async function findDossiers(tx: Transaction, filter: DossierFilter, page: PageRequest): Promise<Page<string>> {
  const { parties, deciders } = filter
  if (parties?.length === 0 || deciders?.length === 0) return { items: [], next: null }
  return filter.isPending ? findPending(tx, filter, page) : findNewest(tx, filter, page)
}

async function findNewest(tx: Transaction, filter: DossierFilter, page: PageRequest): Promise<Page<string>> {
  let query = narrowed(tx, filter)
  if (page.after !== null) query = query.where('r.id', '<', page.after)
  const rows = await query
    .orderBy('r.id', 'desc')
    .limit(page.size + 1)
    .execute()
  const { items, next } = toPage(rows, page.size, (row) => row.id)
  return { items: items.map((row) => row.id), next }
}

/** A request appears once, at the first due date among the decisions that wait for these deciders. */
async function findPending(tx: Transaction, filter: DossierFilter, page: PageRequest): Promise<Page<string>> {
  // From the decisions that wait, which are few, and not from every request that was ever sent.
  const waiting = sql<{ access_request_id: string; due_at: string }>`(select access_request_id, min(due_at) as due_at
    from decisions where state = 'pending' and organization_id = any(${[...(filter.deciders ?? [])]}::uuid[])
    group by access_request_id)`.as<'waiting'>(sql.ref('waiting'))
  let query = narrowed(tx, { ...filter, deciders: null })
    .innerJoin(waiting, 'waiting.access_request_id', 'r.id')
    .where('r.state', '=', 'submitted')
    .select('waiting.due_at')
  if (filter.dueBefore !== null) query = query.where(sql<boolean>`waiting.due_at < ${filter.dueBefore}::timestamptz`)
  if (page.after !== null) {
    const [dueAt, id] = parseQueuePlace(page.after)
    query = query.where(sql<boolean>`(waiting.due_at, r.id) > (${dueAt}::timestamptz, ${id}::uuid)`)
  }
  const rows = await query
    .orderBy('waiting.due_at')
    .orderBy('r.id')
    .limit(page.size + 1)
    .execute()
  const { items, next } = toPage(rows, page.size, (row) => formatQueuePlace([row.due_at, row.id]))
  return { items: items.map((row) => row.id), next }
}

function narrowed(tx: Transaction, filter: DossierFilter) {
  const { parties, deciders, state, useCase, api, words } = filter
  let query = inside(tx).selectFrom('access_requests as r').select('r.id')
  if (parties !== null) {
    query = query.where((eb) =>
      eb.or([eb('r.organization_id', 'in', [...parties]), eb('r.beneficiary_id', 'in', [...parties])]),
    )
  }
  if (deciders !== null) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('decisions as d')
          .select('d.id')
          .whereRef('d.access_request_id', '=', 'r.id')
          .where('d.organization_id', 'in', [...deciders]),
      ),
    )
  }
  if (state !== null) query = query.where('r.state', '=', state)
  if (useCase !== null) query = query.where('r.use_case', '=', useCase)
  if (api !== null) query = query.where(sql<boolean>`r.content -> 'apis' @> ${JSON.stringify([{ api }])}::jsonb`)
  if (words !== null) {
    query = query.where(sql<boolean>`exists (select 1 from organizations o where o.id = r.beneficiary_id
      and strpos(lower(o.name || ' ' || r.reference || ' ' || coalesce(r.content ->> 'title', '')), lower(${words})) > 0)`)
  }
  return query
}
