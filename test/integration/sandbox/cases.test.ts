import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { OperationDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { PivotIdentity } from '#core/persons/pivot-identity.ts'
import { renderParticulierError } from '#gateway/answers/render-particulier-error.ts'
import { compileProjection } from '#gateway/projection/compile-projection.ts'
import { project } from '#gateway/projection/project.ts'
import type { Refusal } from '#gateway/refusal.ts'
import { createRequestValidator } from '#gateway/validation/request-validator.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { askSandbox, operationOf, type SandboxReply } from '#support/ask-sandbox.ts'
import { type CivilStatus, civilStatusQuery } from '#support/civil-status-query.ts'
import { loadCatalog } from '#support/load-catalog.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

/** One file of `sandbox-data/cases`: see its README. */
interface GoldenCase {
  readonly title: string
  readonly today: string
  readonly operation: string
  readonly request: CivilStatus
  /** Who logged in, for an operation that takes a person's own token. */
  readonly person?: PivotIdentity
  readonly scopes: readonly string[]
  readonly answer:
    | { readonly status: 200; readonly data: unknown }
    | { readonly status: number; readonly code: string; readonly stage: string }
}

/** What leaves the gateway. */
interface Projected {
  readonly data: Readonly<Record<string, unknown>>
  readonly links: object
  readonly meta: Readonly<Record<string, unknown>>
}

/** A refusal of an API without the older envelope. */
interface ProblemBody {
  readonly code?: string
  readonly stage?: string
  readonly explain?: string
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
async function answerTo(operation: OperationDescriptor, { request, scopes, today, person }: GoldenCase) {
  const isPost = operation.method === 'POST'
  const body = isPost ? bodyOf(request) : undefined
  const validate = createRequestValidator(operation, 'api-particulier', pack)
  const query = isPost ? '' : civilStatusQuery(request)
  const valid = validate({ query, pathValues: {}, header: () => undefined, body })
  if (!('upstreamQuery' in valid)) return refusedBefore(valid, operation)
  sandbox.setToday(today)
  const url = `${sandbox.engine}${operation.path}`
  const reply = isPost
    ? await askSandbox(url, { method: 'POST', body: JSON.stringify(body) })
    : await askSandbox(`${url}?${valid.upstreamQuery.replace(/^\?/, '')}`, { headers: personHeader(person) })
  const { opened } = compileProjection(operation.projection, scopes)
  return { ...reply, projected: project(reply.body, opened) }
}

/** What the gateway refuses by itself, in the envelope of existing clients. */
function refusedBefore(refusal: Refusal, operation: OperationDescriptor) {
  const descriptor = catalog.find(({ operations }) => operations.includes(operation))
  assert.ok(descriptor)
  const { status, body } = renderParticulierError(refusal, descriptor, { id: 'id', portalUrl: '' })
  const headers = new Headers({ 'x-sandbox-explain': 'stage=control; rule=gateway; clock=' })
  return { status, headers, body: JSON.parse(body.toString()) as SandboxReply['body'], projected: null }
}

/** What the gateway tells a provider about whoever logged in. */
function personHeader(person: PivotIdentity | undefined): Record<string, string> {
  return person ? { 'octroi-person': Buffer.from(JSON.stringify(person)).toString('base64url') } : {}
}

/** The same parameters as members of a JSON body. */
function bodyOf(request: CivilStatus): Record<string, unknown> {
  const stated = Object.entries(request).filter(([, value]) => value !== null)
  return Object.fromEntries(stated.map(([name, value]) => [name.replace('[]', ''), value]))
}

/** The operation of a case, and its POST twin where it has one: whoever asks either is answered alike. */
function waysToAsk(id: string): readonly OperationDescriptor[] {
  const all = catalog.flatMap(({ operations }) => operations)
  return [operationOf(catalog, id), ...all.filter((operation) => operation.twin_of === id)]
}

for (const file of files) {
  const expected: GoldenCase = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  test(`${expected.title} (${file})`, async () => {
    const ways = waysToAsk(expected.operation)
    const isAboutParameters = (ways[0]?.personal_parameters.length ?? 0) > 0
    assert.equal(ways.length, ways[0]?.method === 'GET' && isAboutParameters ? 2 : 1)
    for (const way of ways) {
      const { status, headers, body, projected } = await answerTo(way, expected)
      const { answer } = expected
      assert.equal(status, answer.status, `${way.method} ${JSON.stringify(body)}`)
      assert.match(headers.get('x-sandbox-explain') ?? '', /stage=[a-z]+; rule=[^;]+; clock=/)
      if ('data' in answer) {
        // A receipt is signed anew each time; its own test verifies it.
        const { data: shown, links, meta } = projected as Projected
        const { preuve: _, ...data } = shown
        assert.deepEqual({ data, links }, { data: answer.data, links: {} })
        assert.equal(meta.environnement, 'bac-a-sable')
        continue
      }
      const said = body.errors?.[0]
      const { code, stage, explain } = said ? { ...said.meta, code: said.code } : (body as ProblemBody)
      assert.deepEqual({ status, code, stage }, answer)
      assert.ok((explain ?? '').length > 20, 'a refusal says what to change')
    }
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

test('every operation of the catalogue has cases: an answer, nobody found, and a parameter refused', () => {
  const cases = files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as GoldenCase)
  const operations = catalog.flatMap((api) => api.operations).filter(({ twin_of }) => twin_of === null)
  for (const { operation_id, authentication } of operations) {
    const answers = cases.filter(({ operation }) => operation === operation_id).map(({ answer }) => answer)
    assert.ok(
      answers.some(({ status }) => status === 200),
      operation_id,
    )
    // A person who proves who they are is always found.
    if (!authentication.some((way) => way !== 'france_connect')) continue
    for (const stage of ['control', 'identification']) {
      const isCovered = answers.some((answer) => 'stage' in answer && answer.stage === stage)
      assert.ok(isCovered, `${operation_id} has no case refused at ${stage}`)
    }
  }
})
