import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { call } from '#support/call-gateway.ts'
import { type CivilStatus, civilStatusQuery } from '#support/civil-status-query.ts'
import { type SandboxBehindGateway, startSandboxBehindGateway } from '#support/sandbox-behind-gateway.ts'

interface GoldenCase {
  readonly operation: string
  readonly request: CivilStatus
  readonly answer: { readonly status: number; readonly stage?: string; readonly code?: string }
}

const folder = join(import.meta.dirname, '../../../sandbox-data/cases')
const cases = globSync('*/*.json', { cwd: folder })
  .sort()
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as GoldenCase)

let world: SandboxBehindGateway
before(async () => {
  world = await startSandboxBehindGateway()
})
after(() => world[Symbol.asyncDispose]())

/** One case of each answer an operation may give, asked through the gateway as an application asks. */
function oneOfEach(): readonly GoldenCase[] {
  const seen = new Map(cases.map((one) => [`${one.operation} ${one.answer.status} ${one.answer.code}`, one]))
  return [...seen.values()]
}

test('through the gateway every answer says why, and every refusal says in its body what to change', async () => {
  const operations = world.catalog.flatMap((api) => api.operations)
  let refusals = 0
  for (const { operation: id, request, answer } of oneOfEach()) {
    const operation = operations.find(({ operation_id }) => operation_id === id)
    if (!operation?.authentication.includes('oauth')) continue
    const token = world.gateway.signer.sign({ scope: operation.scopes.join(' ') })
    const isPost = operation.method === 'POST'
    const { status, headers, json, text } = await call(world.gateway, {
      path: operation.path,
      token,
      ...(isPost ? { query: '', body: JSON.stringify(request) } : { query: civilStatusQuery(request) }),
    })
    assert.equal(status, answer.status, `${id} ${text}`)
    const isOfEngine = headers['x-sandbox'] === 'true'
    if (isOfEngine) assert.match(String(headers['x-sandbox-explain']), /stage=[a-z]+; rule=[^;]+; clock=/)
    else assert.equal(answer.stage, 'control', `${id}: only the gateway's own control answers without the engine`)
    if (status === 200) continue
    const { explain, stage, code } = json.errors ? { ...json.errors[0].meta, code: json.errors[0].code } : json
    assert.deepEqual([stage, code], [answer.stage, answer.code], id)
    assert.ok(explain.length > 20, `${id} ${text}`)
    refusals++
  }
  assert.ok(refusals > 60, String(refusals))
})
