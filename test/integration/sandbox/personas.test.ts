import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readPersonas } from '#sandbox-data/generator/read-personas.ts'
import { askSandbox, operationOf } from '#support/ask-sandbox.ts'
import { civilStatusQuery } from '#support/civil-status-query.ts'
import { demandAbout } from '#support/demand-about.ts'
import { loadCatalog } from '#support/load-catalog.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

let sandbox: SandboxUnderTest
let catalog: Awaited<ReturnType<typeof loadCatalog>>
before(async () => {
  catalog = await loadCatalog()
  sandbox = await startSandbox()
})
after(() => sandbox[Symbol.asyncDispose]())

for (const persona of readPersonas()) {
  for (const [index, expected] of persona.expected.entries()) {
    const change = JSON.stringify(expected.change)
    test(`${persona.id} ${index + 1}: ${expected.operation} about ${expected.person} ${change} answers ${expected.status}`, async () => {
      const household = sandbox.populations.sandbox.households.find((each) => each.persona === persona.id)
      const person = household?.persons.find((each) => each.id.endsWith(`.${expected.person}`))
      assert.ok(person)
      const operation = operationOf(catalog, expected.operation)
      const query = civilStatusQuery(demandAbout(operation, person, expected.change))
      const { status, body } = await askSandbox(`${sandbox.engine}${operation.path}?${query}`)
      assert.equal(status, expected.status, JSON.stringify(body))
      if (expected.code !== undefined) assert.equal(body.errors?.[0]?.code, expected.code)
      for (const [name, value] of Object.entries(expected.data ?? {})) assert.deepEqual(body.data?.[name], value, name)
    })
  }
}

test('there are at least twenty-four personas, and at least three of them are reserved test persons', () => {
  const personas = readPersonas()
  assert.ok(personas.length >= 24)
  assert.ok(personas.filter((persona) => persona.reserved).length >= 3)
})
