import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormatsModule from 'ajv-formats'
import { parse } from 'yaml'
import { compileSpecification } from '#control-plane/framework/compile-specification.ts'
import { type AccessWorld, openAccessWorld } from './access-world.ts'
import type { HttpAnswer } from './http-exchange.ts'
import type { OperationCase } from './operation-case.ts'

const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default
const document = parse(readFileSync(new URL('../../specs/management.openapi.yaml', import.meta.url), 'utf8')) as object

/** A check that an answer has the form the specification gives it. */
function createAnswerCheck() {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addSchema(document, 'management')
  const operations = compileSpecification(document)
  return (operation: string, answer: HttpAnswer) => {
    if (answer.status === 204) return assert.equal(answer.text, '')
    if (!/json;/.test(answer.headers['content-type'] ?? '')) return assert.notEqual(answer.text, '')
    const specified = operations.find((one) => one.id === operation)
    assert.ok(specified)
    const place = ['paths', specified.template, specified.method.toLowerCase(), 'responses', `${answer.status}`]
    const parts = [...place, 'content', 'application/json', 'schema'].map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    )
    const check = ajv.compile({ $ref: `management#/${parts.join('/')}` })
    assert.ok(check(answer.json), `${operation}: ${ajv.errorsText(check.errors)} in ${answer.text.slice(0, 400)}`)
  }
}

function checkProblem(answer: HttpAnswer, status: number, slug: string): void {
  assert.equal(answer.status, status, answer.text)
  assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/)
  assert.equal(answer.json.type, `http://portal.test/problems/${slug}`)
  assert.equal(answer.json.status, status)
  assert.equal(answer.json.request_id, answer.headers['x-request-id'])
}

/** Runs the cases of one tag against one world. */
export function runOperationCases(tag: string, cases: readonly OperationCase[]): void {
  describe(`operations of ${tag}`, () => {
    const checkAnswer = createAnswerCheck()
    let world: AccessWorld
    before(async () => {
      world = await openAccessWorld()
    })
    after(() => world[Symbol.asyncDispose]())

    for (const { operation, success, status, refusal, refused, crossTenant } of cases) {
      it(`${operation} does what it says`, async () => {
        const answer = await success(world)
        assert.equal(answer.status, status, answer.text)
        assert.equal(answer.headers['cache-control'], 'no-store')
        checkAnswer(operation, answer)
      })
      it(`${operation} is refused with ${refused[1]}`, async () => checkProblem(await refusal(world), ...refused))
      if (typeof crossTenant === 'string') continue
      it(`${operation} shows a stranger nothing`, async () => checkProblem(await crossTenant(world), 404, 'not-found'))
    }
  })
}
