import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import type { ApiDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { SendWebhook } from '#core/ports/webhook-sender.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { createToyPack } from '#packs/xx/create-toy-pack.ts'
import { createSandboxEngine } from '#sandbox/create-sandbox-engine.ts'
import { openReceiptSigner } from '#sandbox/receipts/open-receipt-signer.ts'
import { createCourier } from '#sandbox/webhooks/create-courier.ts'
import { openPopulations } from '#sandbox-data/open-populations.ts'
import { askSandbox, sandboxPaths } from '#support/ask-sandbox.ts'
import { civilStatusOfPerson, civilStatusQuery } from '#support/civil-status-query.ts'
import { loadCatalog } from '#support/load-catalog.ts'

const { sandbox: population, named, places } = openPopulations(100)
const folder = mkdtempSync(join(tmpdir(), 'octroi-sandbox-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const camille = population.households.find((household) => household.persona === 'camille')?.persons[0]

/** Asks for Camille's cover, from an engine of this catalogue, at this moment. */
async function askAt(now: string, descriptors: readonly ApiDescriptor[], pack = createFrenchPack()) {
  assert.ok(camille)
  const clock = { now: () => Date.parse(now), monotonic: () => 0 }
  const random = createSystemRandom(clock)
  const sendWebhook: SendWebhook = async () => ({ kind: 'failed', reason: 'unreachable' })
  const courier = createCourier({ sendWebhook, clock, random })
  const receipts = openReceiptSigner(join(folder, 'receipt-key.json'))
  const server = createServer(
    createSandboxEngine({ population, named, places, folder, clock, pack, descriptors, random, receipts, courier }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return await askSandbox(`${base}${sandboxPaths.cover}?${civilStatusQuery(civilStatusOfPerson(camille))}`)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

test('an answer that breaks its specification never leaves: 500 names the broken rule, not the data', async () => {
  const stricter = (await loadCatalog()).map((api) => ({
    ...api,
    operations: api.operations.map((operation) => ({
      ...operation,
      response: { type: 'object', required: ['a_member_nobody_sends'] },
    })),
  }))
  const { status, body } = await askAt('2026-11-22T11:00:00Z', stricter)
  assert.equal(status, 500)
  assert.match(body.errors?.[0]?.detail ?? '', /a_member_nobody_sends/)
  assert.equal(body.data, undefined)
})

test('an API that is not in the catalogue is not served', async () => {
  const others = (await loadCatalog()).filter((api) => api.api !== 'complementaire-sante-solidaire')
  assert.equal((await askAt('2026-11-22T11:00:00Z', others)).status, 404)
})

test("today is the country pack's today", async () => {
  const catalog = await loadCatalog()
  const explained = async (pack: ReturnType<typeof createFrenchPack>) => {
    const { headers } = await askAt('2026-12-31T23:30:00Z', catalog, pack)
    return headers.get('x-sandbox-explain') ?? ''
  }
  assert.match(await explained(createFrenchPack()), /clock=2027-01-01$/)
  assert.match(await explained({ ...createToyPack(), timeZone: 'America/New_York' }), /clock=2026-12-31$/)
})
