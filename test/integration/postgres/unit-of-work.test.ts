import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Database } from '#adapters/postgres/open-database.ts'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { Unavailable } from '#core/errors.ts'
import { openTestDatabase, testMachines } from '#support/open-test-database.ts'

const epoch = '018f0000-0000-7000-8000-000000000001'

for (const machine of testMachines) {
  describe(`the unit of work on ${machine}`, () => {
    let database: Database
    before(async () => {
      database = await openTestDatabase(machine)
    })
    after(() => database[Symbol.asyncDispose]())

    it('keeps what a transaction wrote and forgets what one that threw wrote', async () => {
      const { unitOfWork } = database
      const write = (profile: string) => (tx: Parameters<Parameters<typeof unitOfWork.transaction>[0]>[0]) =>
        inside(tx).insertInto('platform').values({ epoch, profile }).execute()
      await assert.rejects(
        unitOfWork.transaction(async (tx) => {
          await write('demo')(tx)
          throw new Error('no')
        }),
        /no/,
      )
      await unitOfWork.transaction(write('production'))
      const rows = await unitOfWork.read((tx) => inside(tx).selectFrom('platform').selectAll().execute())
      assert.deepEqual(
        rows.map((row) => row.profile),
        ['production'],
      )
    })

    it('reads columns as the same values on every machine', async () => {
      const row = await database.unitOfWork.read(async (tx) => {
        const { rows } = await sql<Record<string, unknown>>`select
          timestamptz '2026-01-31 12:00:00.5+02' as at, date '2026-01-31' as day, 9007199254740991::bigint as big,
          '{"a":[1]}'::jsonb as doc, array['x y', 'z"', null] as list, true as yes, '\\x0102'::bytea as bytes,
          ${JSON.stringify(['é'])}::jsonb as sent, ${['a', 'b,"c']}::text[] as texts`.execute(inside(tx))
        return rows[0]
      })
      assert.ok(row)
      assert.deepEqual(
        { ...row, bytes: [...(row['bytes'] as Uint8Array)] },
        {
          at: '2026-01-31T10:00:00.500Z',
          day: '2026-01-31',
          big: Number.MAX_SAFE_INTEGER,
          doc: { a: [1] },
          list: ['x y', 'z"', null],
          yes: true,
          bytes: [1, 2],
          sent: ['é'],
          texts: ['a', 'b,"c'],
        },
      )
    })

    it('refuses writes in a read', async () => {
      await assert.rejects(
        database.unitOfWork.read((tx) =>
          inside(tx).insertInto('platform').values({ epoch, profile: 'demo' }).execute(),
        ),
        /read-only/,
      )
    })

    it('tries once more after a serialization failure', async () => {
      let runs = 0
      const answer = await database.unitOfWork.transaction(async (tx) => {
        runs += 1
        if (runs === 1)
          await sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(inside(tx))
        return runs
      })
      assert.equal(answer, 2)
    })

    it('says which migrations are missing', async () => {
      assert.deepEqual(await database.pendingMigrations(), [])
    })
  })
}

describe('the embedded database', () => {
  it('ends a query made beside the open transaction after two seconds instead of never', async () => {
    await using database = await openTestDatabase('pglite')
    const { unitOfWork } = database
    await assert.rejects(
      unitOfWork.transaction(() => unitOfWork.read(async () => 1)),
      Unavailable,
    )
    assert.equal(await unitOfWork.read(async () => 1), 1)
  })
})
