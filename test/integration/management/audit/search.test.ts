import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { recordExchanges } from '#support/record-exchanges.ts'

const authorization = randomUUID()
const application = randomUUID()
const minute = 60_000
const start = Date.parse('2026-03-01T10:00:00Z')
const outcomes = [
  { status: 200, refusal_stage: 'none' },
  { status: 404, refusal_stage: 'none' },
  { status: 404, refusal_stage: 'bind', reason: '=cmd|calc' },
  { status: 503, refusal_stage: 'forward' },
] as const

let world: AccessWorld
let receipts: string[]
before(async () => {
  world = await openAccessWorld()
  receipts = await recordExchanges(world, 40, (index) => ({
    at: new Date(start + Math.floor(index / 2) * minute).toISOString(),
    request_id: `request-${index}`,
    authorization_id: index % 2 === 0 ? authorization : randomUUID(),
    application_id: index < 10 ? application : randomUUID(),
    api: index < 20 ? 'quotient-familial' : 'complementaire-sante-solidaire',
    ...outcomes[index % 4]!,
  }))
})
after(() => world[Symbol.asyncDispose]())

interface Found {
  readonly items: readonly { readonly request_id: string; readonly at: string; readonly receipt: string }[]
  readonly next_cursor: string | null
}

const period = 'from=2026-03-01&to=2026-03-01'

async function search(query: string): Promise<Found> {
  const answer = await world.as.alix.get(`/audit/records?${period}&${query}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.json
}

function numbers(found: Found): number[] {
  return found.items.map(({ request_id }) => Number(request_id.slice('request-'.length)))
}

test('records are found by authorization, newest first, each with the receipt that opens its proof', async () => {
  const found = await search(`authorization_id=${authorization}`)
  assert.deepEqual(
    numbers(found),
    Array.from({ length: 20 }, (_, index) => 38 - 2 * index),
  )
  const [newest] = found.items
  assert.equal(newest?.receipt, receipts[38])
  const proof = await world.as.nobody.get(`/audit/inclusion?receipt=${newest?.receipt}`)
  assert.equal(proof.status, 200)
})

test('records are found by application, API, provider, outcome, and by all of them together', async () => {
  assert.equal((await search(`application_id=${application}`)).items.length, 10)
  assert.deepEqual(
    numbers(await search('api=quotient-familial')).sort((a, b) => a - b),
    Array.from({ length: 20 }, (_, index) => index),
  )
  assert.equal((await search('provider=cnaf&page_size=200')).items.length, 20)
  assert.equal((await search('provider=cnam&page_size=200')).items.length, 20)
  assert.equal((await search('provider=nobody')).items.length, 0)
  assert.equal((await search('outcome=answered')).items.length, 20)
  assert.equal((await search('outcome=refused')).items.length, 10)
  assert.equal((await search('outcome=failed')).items.length, 10)
  assert.deepEqual(numbers(await search(`application_id=${application}&outcome=failed&provider=cnaf`)), [7, 3])
})

test('pages follow each other without gap or repetition, also among records of one instant', async () => {
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: Found = await search(`page_size=3${cursor === null ? '' : `&cursor=${cursor}`}`)
    seen.push(...page.items.map((item) => item.request_id))
    cursor = page.next_cursor
  } while (cursor !== null)
  assert.equal(seen.length, 40)
  assert.equal(new Set(seen).size, 40)
})

test('days are those of the pack and bound the search', async () => {
  const before = await world.as.alix.get('/audit/records?from=2026-02-27&to=2026-02-28')
  assert.deepEqual(before.json.items, [])
  const wrong = await world.as.alix.get('/audit/records?from=2026-03-02&to=2026-03-01')
  assert.equal(wrong.status, 400)
  assert.equal(wrong.json.errors[0].field, 'from')
  assert.equal((await world.as.alix.get('/audit/records?cursor=bm9uc2Vuc2U')).status, 400)
})

test('an export in JSON Lines is the exact lines, and ends by saying that it is whole', async () => {
  const answer = await world.as.alix.get(`/audit/records/export?${period}&authorization_id=${authorization}`)
  assert.equal(answer.status, 200)
  assert.match(answer.headers['content-disposition'] ?? '', /attachment; filename="octroi-records-.*\.jsonl"/)
  assert.equal(answer.headers['octroi-record-count'], '20')
  const lines = answer.text.trimEnd().split('\n')
  const last = JSON.parse(lines.pop()!)
  const text = lines.map((line) => `${line}\n`).join('')
  assert.deepEqual(last, { end: true, records: 20, sha256: createHash('sha256').update(text).digest('hex') })
  const hash = createHash('sha256').update(lines[0]!).digest('hex')
  assert.ok(receipts[38]?.endsWith(hash), 'the line is the one the receipt is of')
})

test('an export in CSV runs no formula and is itself recorded', async () => {
  const answer = await world.as.alix.get(`/audit/records/export?${period}&format=csv&outcome=refused`)
  const rows = answer.text.trimEnd().split('\r\n')
  assert.equal(rows.length, 11)
  assert.match(rows[0] ?? '', /^at,environment,request_id,/)
  assert.ok(rows[1]?.includes("'=cmd|calc"), rows[1])
  const events = await world.as.alix.get('/events?page_size=200')
  const exported = events.json.items.filter((event: { type: string }) => event.type === 'audit.exported')
  assert.equal(exported[0].data.outcome, 'refused')
  assert.equal(exported[0].data.records, 10)
  assert.equal(exported[0].actor_name, 'alix')
})

test('who provides or consumes does not search the log of everybody', async () => {
  for (const caller of [world.as.olga, world.as.claude, world.as.oscar]) {
    assert.equal((await caller.get('/audit/records')).status, 403)
  }
  assert.equal((await world.as.nobody.get('/audit/records')).status, 401)
})
