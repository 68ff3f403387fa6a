import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { createContract } from '#sandbox/contract.ts'
import { errorSchemas } from '#sandbox/error-schemas.ts'

const shared = (file: string) =>
  parse(readFileSync(join(import.meta.dirname, '../../specs/shared', file), 'utf8')).components.schemas

test('errors are checked against what the specifications say of both envelopes', () => {
  const { Errors, Error: error } = shared('error-envelope.yaml')
  const { items } = errorSchemas.particulier.properties.errors
  assert.deepEqual(errorSchemas.particulier.required, Errors.required)
  assert.deepEqual(items.required, error.required)
  assert.equal(items.properties.code.pattern, error.properties.code.pattern)
  assert.deepEqual(items.properties.meta.properties.stage.enum, error.properties.meta.properties.stage.enum)
  assert.deepEqual([...items.properties.source.type].sort(), [...error.properties.source.type].sort())
  const { Problem } = shared('problem.yaml')
  for (const name of Problem.required) assert.ok((errorSchemas.problem.required as readonly string[]).includes(name))
})

const known = { code: '37003', title: 'Absent', detail: 'Personne.', source: null, meta: { provider: 'CNAV' } }
const problem = { type: 'about:blank', title: 'Absent', status: 404, detail: 'Personne.' }
const { checkError } = createContract([])

test('an error in its envelope may leave', () => {
  assert.equal(checkError('api-particulier', { errors: [known] }), null)
  assert.equal(checkError('api-particulier', { errors: [{ ...known, source: { header: 'Prefer' } }] }), null)
  assert.equal(checkError('problem', { ...problem, code: '37003', stage: 'identification' }), null)
})

for (const [what, body] of Object.entries({
  'no error at all': { errors: [] },
  'a code of four digits': { errors: [{ ...known, code: '3700' }] },
  'no title': { errors: [{ ...known, title: '' }] },
  'no member source': { errors: [{ ...known, source: undefined }] },
  'a source of both kinds': { errors: [{ ...known, source: { parameter: 'a', header: 'b' } }] },
  'a stage nobody knows': { errors: [{ ...known, meta: { provider: 'CNAV', stage: 'elsewhere' } }] },
  'a member more': { errors: [{ ...known, person: 'canary' }] },
  'a problem in its place': problem,
})) {
  test(`an error of the older envelope does not leave with ${what}`, () => {
    assert.notEqual(checkError('api-particulier', body), null)
  })
}

test('a problem does not leave without a status, a type or a detail', () => {
  for (const name of ['status', 'type', 'detail']) {
    assert.notEqual(checkError('problem', { ...problem, [name]: undefined }), null, name)
  }
  assert.notEqual(checkError('problem', { errors: [known] }), null)
})
