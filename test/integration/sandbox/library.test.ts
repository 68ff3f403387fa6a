import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { reportFidelity } from '#sandbox-data/fidelity/report-fidelity.ts'
import { readPersonas } from '#sandbox-data/generator/read-personas.ts'
import { loadCatalog } from '#support/load-catalog.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

let sandbox: SandboxUnderTest
before(async () => {
  sandbox = await startSandbox()
})
after(() => sandbox[Symbol.asyncDispose]())

async function read(path: string, method = 'GET') {
  const response = await fetch(`${sandbox.engine}/library/${path}`, { method })
  // biome-ignore lint/suspicious/noExplicitAny: the library answers several shapes
  return { status: response.status, body: (await response.json()) as any }
}

test('every persona is listed and described, with every operation an application calls with its own token', async () => {
  const { body } = await read('personas')
  assert.deepEqual(
    body.items.map(({ slug }: { slug: string }) => slug).sort(),
    readPersonas()
      .map(({ id }) => id)
      .sort(),
  )
  const wanted = (await loadCatalog())
    .flatMap(({ operations }) => operations)
    .filter(({ authentication }) => authentication.includes('oauth'))
    .map(({ operation_id }) => operation_id)
  const camille = await read('personas/camille')
  const [person] = camille.body.persons
  const asked = new Set(person.calls.map(({ operation_id }: { operation_id: string }) => operation_id))
  assert.deepEqual(
    wanted.filter((id) => !asked.has(id)),
    [],
  )
  assert.match(person.nir, /000\d\d$/)
})

test('the documented demands of every persona’s file have the status the file says', async () => {
  let count = 0
  for (const { id } of readPersonas()) {
    const { body } = await read(`personas/${id}`)
    for (const { expected, answer, operation_id } of body.variations) {
      assert.equal(answer.status, expected, `${id} ${operation_id}`)
      count++
    }
  }
  assert.ok(count >= 30, String(count))
})

test('what a persona’s file expects of each interface is what its page announces', async () => {
  let count = 0
  for (const { id, expected } of readPersonas()) {
    const { body } = await read(`personas/${id}`)
    for (const { person: name, operation, change, status, data, code } of expected) {
      if (Object.keys(change).length > 0) continue
      const person = body.persons.find((one: { id: string }) => one.id.endsWith(`.${name}`))
      const call = person.calls.find((one: { operation_id: string }) => one.operation_id === operation)
      if (!call) continue
      assert.equal(call.answer.status, status, `${id} ${operation}`)
      if (code !== undefined) assert.equal(call.answer.body.errors[0].code, code, `${id} ${operation}`)
      for (const [member, value] of Object.entries(data ?? {})) {
        assert.deepEqual(call.answer.body.data[member], value, `${id} ${operation} ${member}`)
      }
      count++
    }
  }
  assert.ok(count >= 80, String(count))
})

test('the answers stand still whatever day it is', async () => {
  const first = await read('personas/nadia')
  sandbox.setToday('2031-05-05')
  await using later = await startSandbox('2031-05-05')
  const second = await (await fetch(`${later.engine}/library/personas/nadia`)).json()
  sandbox.setToday('2026-11-22')
  assert.deepEqual(stable(first.body), stable(second))
})

/** A proof is signed anew by each process. */
function stable(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (name, value) => (name === 'preuve' ? undefined : value)))
}

test('no page documents more fare tables about a person than a day allows, and together they show every table', async () => {
  const shown = new Set<string>()
  for (const { id } of readPersonas()) {
    const { body } = await read(`personas/${id}`)
    for (const { calls } of body.persons) {
      const tables = calls.flatMap(({ variant }: { variant: string | null }) => variant ?? [])
      assert.ok(tables.length <= 4, id)
      for (const table of tables) shown.add(table)
    }
  }
  const { body } = await read('fare-tables')
  for (const { id, version } of body.items) assert.ok(shown.has(`${id}/${version}`), id)
})

test('the fidelity report is computed from the very population that answers', async () => {
  const { body } = await read('population')
  assert.deepEqual(body.fidelity, JSON.parse(JSON.stringify(reportFidelity(sandbox.populations.sandbox))))
  const sources = new Set(body.sources.map(({ id }: { id: string }) => id))
  for (const { source } of body.fidelity.lines) assert.ok(sources.has(source), source)
})

test('what the library does not hold is not found, and nothing can be written', async () => {
  for (const path of ['personas/nobody', 'personas/', 'secrets', 'personas/camille/x']) {
    assert.equal((await read(path)).status, 404, path)
  }
  assert.equal((await read('personas', 'POST')).status, 404)
  assert.equal((await fetch(`${sandbox.engine}/library/../library/personas?x=1`)).status, 404)
})
