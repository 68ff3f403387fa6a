import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { OAuthArtifact, OAuthArtifactStore } from '#core/oauth/oauth-artifact-store.ts'
import type { Transaction, UnitOfWork } from '#core/ports/unit-of-work.ts'

const issuer = 'https://octroi.example/login'
const other = 'https://octroi.example/oauth2'
const now = Date.parse('2026-11-22T12:00:00.000Z')

function artifact(change: Partial<OAuthArtifact> = {}): OAuthArtifact {
  return {
    model: 'AccessToken',
    id: randomUUID(),
    payload: { scope: 'management', nested: { list: [1, 'é', null] } },
    grantId: null,
    uid: null,
    accountId: null,
    expiresAt: now + 60_000,
    consumedAt: null,
    ...change,
  }
}

/** Obligations of the port OAuthArtifactStore, for every machine that keeps artifacts. */
export function testOAuthArtifactStore(
  machine: string,
  store: OAuthArtifactStore,
  open: () => Promise<{ readonly unitOfWork: UnitOfWork }>,
): void {
  const run = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    (await open()).unitOfWork.transaction(work)

  test(`${machine}: an artifact comes back as it was put, and put again it is replaced`, async () => {
    const kept = artifact({ grantId: 'g', uid: 'u', accountId: randomUUID() })
    await run((tx) => store.put(tx, issuer, kept))
    assert.deepEqual(await run((tx) => store.find(tx, issuer, kept.model, kept.id, now)), kept)
    const changed = { ...kept, payload: { scope: 'less' }, expiresAt: null }
    await run((tx) => store.put(tx, issuer, changed))
    assert.deepEqual(await run((tx) => store.find(tx, issuer, kept.model, kept.id, now)), changed)
  })

  test(`${machine}: an issuer never sees what another keeps under the same name`, async () => {
    const accountId = randomUUID()
    const kept = artifact({ uid: randomUUID(), grantId: randomUUID(), accountId })
    await run((tx) => store.put(tx, issuer, kept))
    assert.equal(await run((tx) => store.find(tx, other, kept.model, kept.id, now)), null)
    assert.equal(await run((tx) => store.findByUid(tx, other, kept.model, kept.uid ?? '', now)), null)
    assert.equal(await run((tx) => store.consume(tx, other, kept.model, kept.id, now)), false)
    await run((tx) => store.remove(tx, other, kept.model, kept.id))
    await run((tx) => store.removeByGrant(tx, other, kept.grantId ?? ''))
    await run((tx) => store.removeByAccount(tx, other, accountId))
    assert.deepEqual(await run((tx) => store.findByUid(tx, issuer, kept.model, kept.uid ?? '', now)), kept)
  })

  test(`${machine}: an expired artifact is absent`, async () => {
    const kept = artifact({ uid: randomUUID() })
    await run((tx) => store.put(tx, issuer, kept))
    assert.ok(await run((tx) => store.find(tx, issuer, kept.model, kept.id, now + 59_999)))
    assert.equal(await run((tx) => store.find(tx, issuer, kept.model, kept.id, now + 60_000)), null)
    assert.equal(await run((tx) => store.findByUid(tx, issuer, kept.model, kept.uid ?? '', now + 60_000)), null)
  })

  test(`${machine}: of twenty uses at once exactly one is the first`, async () => {
    const kept = artifact({ model: 'AuthorizationCode' })
    await run((tx) => store.put(tx, issuer, kept))
    const uses = await Promise.all(
      Array.from({ length: 20 }, () => run((tx) => store.consume(tx, issuer, kept.model, kept.id, now))),
    )
    assert.equal(uses.filter(Boolean).length, 1)
    assert.equal((await run((tx) => store.find(tx, issuer, kept.model, kept.id, now)))?.consumedAt, now)
  })

  test(`${machine}: a grant takes with it all that was made under it, and itself`, async () => {
    const grant = artifact({ model: 'Grant' })
    const made = ['AccessToken', 'RefreshToken', 'AuthorizationCode'].map((model) =>
      artifact({ model, grantId: grant.id }),
    )
    const stranger = artifact({ grantId: randomUUID() })
    for (const one of [grant, ...made, stranger]) await run((tx) => store.put(tx, issuer, one))
    await run((tx) => store.removeByGrant(tx, issuer, grant.id))
    for (const one of [grant, ...made]) {
      assert.equal(await run((tx) => store.find(tx, issuer, one.model, one.id, now)), null, one.model)
    }
    assert.ok(await run((tx) => store.find(tx, issuer, stranger.model, stranger.id, now)))
  })

  test(`${machine}: an account's artifacts go together, and only with the commit`, async () => {
    const accountId = randomUUID()
    const mine = ['Session', 'RefreshToken'].map((model) => artifact({ model, accountId }))
    const stranger = artifact({ accountId: randomUUID() })
    for (const one of [...mine, stranger]) await run((tx) => store.put(tx, issuer, one))
    const failed = run(async (tx) => {
      await store.removeByAccount(tx, issuer, accountId)
      throw new Error('rolled back')
    })
    await assert.rejects(failed, /rolled back/)
    const isThere = async (one: OAuthArtifact) =>
      (await run((tx) => store.find(tx, issuer, one.model, one.id, now))) !== null
    assert.deepEqual(await Promise.all(mine.map(isThere)), [true, true])
    await run((tx) => store.removeByAccount(tx, issuer, accountId))
    assert.deepEqual(await Promise.all(mine.map(isThere)), [false, false])
    assert.ok(await isThere(stranger))
  })

  test(`${machine}: expired artifacts are removed a batch at a time`, async () => {
    const issuerOfTest = `https://${randomUUID()}.example`
    const old = Array.from({ length: 3 }, () => artifact({ expiresAt: Date.parse('2001-01-01T00:00:00.000Z') }))
    const living = artifact({ expiresAt: null })
    for (const one of [...old, living]) await run((tx) => store.put(tx, issuerOfTest, one))
    const at = Date.parse('2001-01-02T00:00:00.000Z')
    assert.equal(await run((tx) => store.removeExpired(tx, at, 2)), 2)
    assert.equal(await run((tx) => store.removeExpired(tx, at, 2)), 1)
    assert.ok(await run((tx) => store.find(tx, issuerOfTest, living.model, living.id, now)))
  })
}
