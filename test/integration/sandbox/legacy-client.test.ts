import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { OperationDescriptor } from '#core/catalog/operation-descriptor.ts'
import { scenarios } from '#sandbox/steering/scenarios.ts'
import { call } from '#support/call-gateway.ts'
import { type CivilStatus, civilStatusQuery } from '#support/civil-status-query.ts'
import { type SandboxBehindGateway, startSandboxBehindGateway } from '#support/sandbox-behind-gateway.ts'

interface AnsweredCase {
  readonly operation: string
  readonly request: CivilStatus
  readonly answer: { readonly status: number; readonly data?: unknown }
}

const folder = join(import.meta.dirname, '../../../sandbox-data/cases')
const answered = globSync('*/*.json', { cwd: folder })
  .sort()
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as AnsweredCase)
  .filter(({ answer }) => answer.status === 200)

let world: SandboxBehindGateway
before(async () => {
  world = await startSandboxBehindGateway()
})
after(() => world[Symbol.asyncDispose]())

interface Demand {
  readonly operation: OperationDescriptor
  readonly query: string
  readonly token: string
}

/** Operations that today's clients call, each with a demand that has an answer. */
function demands(): readonly Demand[] {
  const particulier = world.catalog.filter(({ error_envelope }) => error_envelope === 'api-particulier')
  return particulier.flatMap((descriptor) =>
    descriptor.operations.flatMap((operation) => {
      const known = answered.find((each) => each.operation === operation.operation_id)
      if (operation.method !== 'GET' || !known || !operation.authentication.includes('static_bearer')) return []
      return [{ operation, query: civilStatusQuery(known.request), token: world.staticBearerOf(descriptor) }]
    }),
  )
}

/** A call as an existing client makes it: an opaque Bearer, and nothing of ours. */
const ask = ({ operation, query, token }: Demand, headers: Record<string, string> = {}) =>
  call(world.gateway, { path: operation.path, query, token, headers })

describe('a client of API Particulier version 3 with another base URL and another bearer', () => {
  it('gets on every operation the envelope and the headers it knows', async () => {
    const all = demands()
    assert.ok(all.length >= 19, String(all.length))
    for (const demand of all) {
      const { status, headers, json, text } = await ask(demand, { 'cache-control': 'no-cache' })
      assert.equal(status, 200, `${demand.operation.operation_id} ${text}`)
      assert.deepEqual(Object.keys(json), ['data', 'links', 'meta'])
      assert.match(String(headers['content-type']), /^application\/json/)
      assert.equal(headers['x-response-cached'], 'false')
      assert.equal(headers['x-cache-expires-in'], '')
      assert.ok(headers['x-request-id'])
      assert.equal(headers['x-sandbox'], 'true')
      assert.match(String(headers['x-sandbox-explain']), /^persona=[a-z0-9-]+; stage=answered; rule=[^;]+; clock=/)
    }
  })

  it('is told on every operation every documented error, in the documented shape', async () => {
    const errors = Object.entries(scenarios).flatMap(([slug, effect]) =>
      effect.kind === 'error' ? [{ slug, effect }] : [],
    )
    for (const demand of demands()) {
      for (const { slug, effect } of errors) {
        const { status, json, headers } = await ask(demand, { 'x-sandbox-scenario': slug })
        const where = `${demand.operation.operation_id} ${slug}`
        assert.equal(status, effect.status, where)
        const [error] = json.errors
        assert.deepEqual(Object.keys(error), ['code', 'title', 'detail', 'source', 'meta'], where)
        assert.match(
          error.code,
          new RegExp(`^${effect.code.length === 5 ? effect.code : `\\d\\d${effect.code}`}$`),
          where,
        )
        assert.ok(error.title.length > 3 && error.detail.length > 10 && error.meta.explain.length > 20, where)
        assert.ok(error.meta.provider.length > 1, where)
        assert.equal(error.meta.retry_in, effect.retryInSeconds, where)
        if (effect.retryInSeconds !== undefined) assert.equal(headers['retry-after'], String(effect.retryInSeconds))
      }
    }
  })

  it('is refused with the codes it knows for a token that is no good, and for parameters that are none', async () => {
    const [first] = demands()
    assert.ok(first)
    const { path } = first.operation
    const codeOf = async (query: string, token: string) => {
      const { status, json } = await call(world.gateway, { path, query, token })
      return [status, json.errors[0].code]
    }
    assert.deepEqual(await codeOf(first.query, `oct_sbx_${'z'.repeat(40)}`), [401, '00106'])
    assert.deepEqual(await codeOf(first.query, 'not-a-token'), [401, '00101'])
    const without = (name: string) => first.query.replace(new RegExp(`&?${name}=[^&]*`), '')
    assert.deepEqual(await codeOf(without('recipient'), first.token), [422, '00203'])
    assert.deepEqual(await codeOf(without('nomNaissance'), first.token), [422, '00366'])
  })

  it('learns from /api/introspect what its token opens, and nothing from a token in the address', async () => {
    const descriptor = world.catalog.find(({ api }) => api === 'quotient-familial')
    assert.ok(descriptor)
    const token = world.staticBearerOf(descriptor)
    const scopes = descriptor.scopes.map(({ name }) => name).sort()
    const introspect = (options: { token: string | null; headers?: Record<string, string>; query?: string }) =>
      call(world.gateway, { path: '/api/introspect', query: '', ...options })
    const { status, json, headers } = await introspect({ token })
    assert.equal(status, 200)
    assert.deepEqual(json, { _id: 'quotient-familial@v3', name: 'Billettique', scopes })
    assert.equal(headers['cache-control'], 'no-store')
    const byKey = await introspect({ token: null, headers: { 'x-api-key': token } })
    assert.deepEqual(byKey.json, json)
    assert.equal((await introspect({ token: null, query: `token=${token}` })).status, 401)
    assert.equal((await introspect({ token: `oct_sbx_${'z'.repeat(40)}` })).status, 401)
    const narrowed = await introspect({ token: world.gateway.signer.sign({ scope: 'cnaf_enfants' }) })
    assert.deepEqual(narrowed.json.scopes, ['cnaf_enfants'])
  })

  it('gets by POST, with the same parameters in a body, what it gets by GET', async () => {
    for (const demand of demands()) {
      const { operation, query, token } = demand
      const body: Record<string, unknown> = {}
      for (const [name, value] of new URLSearchParams(query)) {
        const bare = name.replace('[]', '')
        body[bare] = name === bare ? typed(operation, bare, value) : [...((body[bare] as string[]) ?? []), value]
      }
      const byGet = await ask(demand)
      const options = { path: operation.path, query: '', body: JSON.stringify(body), token }
      const byPost = await call(world.gateway, options)
      assert.equal(byPost.status, 200, byPost.text)
      assert.deepEqual(byPost.json, byGet.json)
    }
  })
})

function typed(operation: OperationDescriptor, name: string, value: string): string | number {
  const schema = operation.parameters.find((parameter) => parameter.name === name)?.schema
  return typeof schema === 'object' && schema.type === 'integer' ? Number(value) : value
}
