import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { compileProjection } from '#gateway/projection/compile-projection.ts'
import { project } from '#gateway/projection/project.ts'
import { createRequestValidator } from '#gateway/validation/request-validator.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { askSandbox, operationOf } from '#support/ask-sandbox.ts'
import { type CivilStatus, civilStatusQuery } from '#support/civil-status-query.ts'
import { loadCatalog } from '#support/load-catalog.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

/** One file of `sandbox-data/cases`: see its README. */
interface GoldenCase {
  readonly title: string
  readonly today: string
  readonly operation: string
  readonly request: CivilStatus
  readonly scopes: readonly string[]
  readonly answer:
    | { readonly status: 200; readonly data: unknown }
    | { readonly status: number; readonly code: string; readonly stage: string }
}

const folder = join(import.meta.dirname, '../../../sandbox-data/cases')
const files = globSync('*/*.json', { cwd: folder }).sort()
const pack = createFrenchPack()

let sandbox: SandboxUnderTest
let catalog: Awaited<ReturnType<typeof loadCatalog>>
before(async () => {
  catalog = await loadCatalog()
  sandbox = await startSandbox()
})
after(() => sandbox[Symbol.asyncDispose]())

/** What a caller with these scopes gets: the gateway's control, the engine's answer, the gateway's projection. */
async function answerTo({ operation: id, request, scopes, today }: GoldenCase) {
  const operation = operationOf(catalog, id)
  const validate = createRequestValidator(operation, 'api-particulier', pack)
  const parts = { query: civilStatusQuery(request), pathValues: {}, header: () => undefined, body: undefined }
  const valid = validate(parts)
  assert.ok('upstreamQuery' in valid, JSON.stringify(valid))
  sandbox.setToday(today)
  const query = valid.upstreamQuery.replace(/^\?/, '')
  const { status, body } = await askSandbox(`${sandbox.engine}${operation.path}?${query}`)
  const { opened } = compileProjection(operation.projection, scopes)
  return { status, body, projected: project(body, opened) }
}

for (const file of files) {
  const expected: GoldenCase = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  test(`${expected.title} (${file})`, async () => {
    const { status, body, projected } = await answerTo(expected)
    const { answer } = expected
    assert.equal(status, answer.status, JSON.stringify(body))
    if ('data' in answer) {
      assert.deepEqual(projected, { data: answer.data, links: {}, meta: { environnement: 'bac-a-sable' } })
      return
    }
    const [error] = body.errors ?? []
    assert.deepEqual({ status, code: error?.code, stage: error?.meta.stage }, answer)
  })
}

test('there are at least three hundred golden cases', () => {
  assert.ok(files.length >= 300, String(files.length))
})

test('every data scope a case names belongs to its operation', () => {
  for (const file of files) {
    const { operation, scopes }: GoldenCase = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    const known = operationOf(catalog, operation).scopes
    for (const scope of scopes) assert.ok(known.includes(scope), `${file}: ${scope}`)
  }
})

test('every operation of the catalogue that is about a person has a case', () => {
  const covered = new Set(files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).operation))
  const gets = catalog.flatMap(({ operations }) => operations).filter(({ method }) => method === 'GET')
  for (const { operation_id } of gets) assert.ok(covered.has(operation_id), operation_id)
})
