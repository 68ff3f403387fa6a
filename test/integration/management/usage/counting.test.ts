import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import type { ExchangeRecord } from '#core/audit/exchange-record.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { approveAccess } from '#support/request-access.ts'

let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
  await seedExchanges()
})
after(() => world[Symbol.asyncDispose]())

// biome-ignore format: aligned table
const exchanges: readonly Partial<ExchangeRecord>[] = [
  { at: '2026-02-28T23:30:00.000Z', status: 200, refusal_stage: 'none',  duration_ms: 10 },  // already 1 March in Paris
  { at: '2026-03-01T10:00:00.000Z', status: 200, refusal_stage: 'none',  duration_ms: 30 },
  { at: '2026-03-01T10:00:01.000Z', status: 404, refusal_stage: 'none',  duration_ms: 20 },  // the provider answered
  { at: '2026-03-01T10:00:02.000Z', status: 404, refusal_stage: 'bind',  duration_ms: 1 },
  { at: '2026-03-01T10:00:03.000Z', status: 403, refusal_stage: 'authorize', duration_ms: 1, reason: 'scope-not-granted' },
  { at: '2026-03-01T10:00:04.000Z', status: 503, refusal_stage: 'forward', duration_ms: 1 },
  { at: '2026-03-01T10:00:05.000Z', status: 200, refusal_stage: 'none',  duration_ms: 9, is_test_person: true },
  { at: '2026-03-01T10:00:06.000Z', status: 200, refusal_stage: 'none',  duration_ms: 5, environment: 'sandbox', beneficiary_id: null },
]

async function seedExchanges(): Promise<void> {
  await world.unitOfWork.transaction(async (tx) => {
    for (const [index, changes] of exchanges.entries()) {
      const record = {
        gateway: 'gateway-1',
        chain: 'chain-1',
        seq: index + 1,
        environment: 'production',
        request_id: `request-${index}`,
        application_id: world.applications.valmont,
        organization_id: world.organizations.valmont,
        beneficiary_id: world.organizations.valmont,
        api: 'quotient-familial',
        api_version: 'v3',
        operation: 'getQuotientFamilialIdentite',
        method: 'GET',
        legal_context: 'TRANSPORT:TARIF',
        scopes_effective: ['cnaf_quotient_familial'],
        fields: ['data.quotient_familial'],
        reason: null,
        is_test_person: false,
        ...changes,
      } as ExchangeRecord
      const { method: _m, legal_context: _l, scopes_effective: _s, fields: _f, reason: _r, ...rest } = record
      const { subjects: _p, signals: _g, ...columns } = rest
      await inside(tx)
        .insertInto('exchanges')
        .values({
          ...columns,
          line: JSON.stringify(record),
          authorization_id: null,
          grant_id: null,
          credential_id: null,
        })
        .execute()
    }
  })
}

test('usage counts answers, refusals and failures by day of the pack, without test persons', async () => {
  const { status, json } = await world.as.denis.get(
    `/applications/${world.applications.valmont}/usage?environment=production&from=2026-03-01&to=2026-03-01`,
  )
  assert.equal(status, 200)
  assert.deepEqual(json.totals, { answered: 3, refused: 2, failed: 1 })
  assert.equal(json.rows.length, 1)
  const [row] = json.rows
  assert.deepEqual([row.day, row.p50_ms, row.beneficiary_name], ['2026-03-01', 20, 'Métropole de Valmont'])
})

test('the last thirty days are meant when none are named, and both environments', async () => {
  const { json } = await world.as.denis.get(`/applications/${world.applications.valmont}/usage`)
  assert.deepEqual([json.from, json.to, json.totals.answered], ['2026-02-01', '2026-03-02', 4])
})

test('a provider sees the use of its data, a consumer its own', async () => {
  const query = 'from=2026-03-01&to=2026-03-01&environment=production'
  const provider = await world.as.carl.get(`/organizations/${world.organizations.cnaf}/usage?${query}`)
  assert.equal(provider.json.totals.answered, 3)
  const consumer = await world.as.olga.get(`/organizations/${world.organizations.valmont}/usage?${query}`)
  assert.equal(consumer.json.totals.answered, 3)
  const other = await world.as.nina.get(`/organizations/${world.organizations.cnam}/usage?${query}`)
  assert.equal(other.json.totals.answered, 0)
})

test('days out of order, or too many, are refused by name', async () => {
  for (const query of ['from=2026-03-02&to=2026-03-01', 'from=2020-01-01&to=2026-03-01', 'from=yesterday']) {
    const { status, json } = await world.as.denis.get(`/applications/${world.applications.valmont}/usage?${query}`)
    assert.equal(status, 400, query)
    assert.match(json.errors[0].field, /from/)
  }
})

test('the request log is newest first, page by page, and holds no data', async () => {
  const path = `/applications/${world.applications.valmont}/exchanges?environment=production&page_size=2`
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const { status, json }: { status: number; json: { items: { request_id: string }[]; next_cursor: string | null } } =
      await world.as.denis.get(cursor === null ? path : `${path}&cursor=${cursor}`)
    assert.equal(status, 200)
    ids.push(...json.items.map((item) => item.request_id))
    cursor = json.next_cursor
  } while (cursor !== null)
  assert.deepEqual(ids, ['request-6', 'request-5', 'request-4', 'request-3', 'request-2', 'request-1', 'request-0'])
  const { json: refused } = await world.as.denis.get(
    `${path}&status_class=4xx&page_size=50`.replace('&page_size=2', ''),
  )
  assert.deepEqual(
    refused.items.map((item: { status: number; reason: string | null }) => [item.status, item.reason]),
    [
      [403, 'scope-not-granted'],
      [404, null],
      [404, null],
    ],
  )
  assert.equal((await world.as.denis.get(`${path}&cursor=bm9uc2Vuc2U`)).status, 400)
})

test('quotas show what is spent of the present period, and what nobody has touched', async () => {
  await approveAccess(world)
  await world.unitOfWork.transaction((tx) =>
    inside(tx)
      .insertInto('quotas')
      .values({
        environment: 'production',
        application_id: world.applications.valmont,
        beneficiary_id: world.organizations.valmont,
        api: 'quotient-familial',
        limit_name: 'day',
        period_id: '2026-03-02',
        leased: 12,
        period: 'day',
        period_ends_at: '2026-03-02T23:00:00.000Z',
      })
      .execute(),
  )
  const { status, json } = await world.as.denis.get(`/applications/${world.applications.valmont}/quotas`)
  assert.equal(status, 200)
  const day = json.items.find((item: { period: string }) => item.period === 'day')
  assert.deepEqual(
    [day.leased, day.period_ends_at, day.beneficiary_id],
    [12, '2026-03-02T23:00:00.000Z', world.organizations.valmont],
  )
  assert.ok(day.limit > 0)
  world.clock.advance(86_400_000)
  const { json: tomorrow } = await world.as.denis.get(`/applications/${world.applications.valmont}/quotas`)
  const fresh = tomorrow.items.find((item: { period: string }) => item.period === 'day')
  assert.deepEqual([fresh.leased, fresh.period_ends_at], [0, '2026-03-03T23:00:00.000Z'])
})
