import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ApiDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { RequestParts } from '#gateway/validation/request-parts.ts'
import { createRequestValidator } from '#gateway/validation/request-validator.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { askSandbox } from '#support/ask-sandbox.ts'
import { civilStatusOfPerson, civilStatusQuery } from '#support/civil-status-query.ts'
import { demandAbout } from '#support/demand-about.ts'
import { loadCatalog } from '#support/load-catalog.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

const pack = createFrenchPack()
const partsOf = (query: string, body?: unknown): RequestParts => ({
  query,
  pathValues: {},
  header: () => undefined,
  body,
})

let sandbox: SandboxUnderTest
let catalog: readonly ApiDescriptor[]
before(async () => {
  sandbox = await startSandbox()
  catalog = await loadCatalog()
})
after(() => sandbox[Symbol.asyncDispose]())

test('what the gateway lets through and rebuilds, the sandbox answers like the original', async () => {
  const personas = sandbox.populations.sandbox.households.filter((household) => household.persona !== null)
  for (const { operations, error_envelope } of catalog) {
    for (const operation of operations.filter((each) => each.method === 'GET')) {
      const validate = createRequestValidator(operation, error_envelope, pack)
      for (const person of personas.flatMap((household) => household.persons)) {
        const hasWholeDate = person.birth.day !== null
        if (
          !hasWholeDate &&
          operation.parameters.some(({ name, required }) => name === 'jourDateNaissance' && required)
        )
          continue
        const query = civilStatusQuery(demandAbout(operation, person))
        const valid = validate(partsOf(query))
        assert.ok('upstreamQuery' in valid, `${person.id} ${JSON.stringify(valid)}`)
        const asked = await askSandbox(`${sandbox.engine}${operation.path}?${query}`)
        const forwarded = await askSandbox(
          `${sandbox.engine}${operation.path}?${valid.upstreamQuery.replace(/^\?/, '')}`,
        )
        assert.equal(forwarded.status, asked.status)
        assert.deepEqual(forwarded.body, asked.body)
      }
    }
  }
})

test('every reserved demand of the catalogue passes the gateway, by GET and as members of a body', () => {
  for (const { operations, test_persons, error_envelope } of catalog) {
    for (const { operation_id, query } of test_persons) {
      const get = operations.find((operation) => operation.operation_id === operation_id)
      const twin = operations.find((operation) => operation.twin_of === operation_id)
      assert.ok(get && twin)
      const byQuery = createRequestValidator(get, error_envelope, pack)(partsOf(query))
      assert.ok('values' in byQuery, JSON.stringify(byQuery))
      const byBody = createRequestValidator(twin, error_envelope, pack)(partsOf('', byQuery.values))
      assert.ok('values' in byBody, JSON.stringify(byBody))
    }
  }
})

test('the gateway refuses shapes the specification excludes before the sandbox sees them', () => {
  const operation = catalog
    .find(({ api }) => api === 'quotient-familial')
    ?.operations.find((each) => each.method === 'GET')
  const camille = sandbox.populations.sandbox.households.find((each) => each.persona === 'camille')?.persons[0]
  assert.ok(operation && camille)
  const validate = createRequestValidator(operation, 'api-particulier', pack)
  for (const change of [
    { nomNaissance: 'R2D2' },
    { 'prenoms[]': [] },
    { 'prenoms[]': ['A', 'B', 'C', 'D'] },
    { sexeEtatCivil: 'f' },
    { moisDateNaissance: 13 },
    { codeCogInseePaysNaissance: '33' },
    { codeCogInseeCommuneNaissance: '2C004' },
    { recipient: '00000001800011' },
    { unknown: 'parameter' },
  ]) {
    const verdict = validate(partsOf(civilStatusQuery(civilStatusOfPerson(camille, change))))
    assert.ok(!('values' in verdict), JSON.stringify(change))
  }
})
