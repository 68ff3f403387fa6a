import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiDetail, Operation } from '../../../portal/src/api/descriptor.ts'
import { compareVersions } from '../../../portal/src/features/changes/compare-versions.ts'
import { groupChanges } from '../../../portal/src/features/changes/group-changes.ts'

/** One operation, as version 1 has it. */
const operation: Operation = {
  operation_id: 'getThing',
  method: 'GET',
  path: '/v1/things',
  twin_of: null,
  summary: { fallback: 'fr', texts: { fr: 'Chose' } },
  authentication: ['oauth', 'static_bearer'],
  scopes: ['thing_read'],
  parameters: [
    { name: 'year', in: 'query', required: false, schema: { type: 'integer', minimum: 2000 }, brackets: false },
    { name: 'kind', in: 'query', required: false, schema: { type: 'string', enum: ['a', 'b'] }, brackets: false },
  ],
  body: null,
  response: {
    type: 'object',
    properties: { data: { type: 'object', properties: { size: { type: 'integer' }, name: { type: 'string' } } } },
  },
  recipient_parameter: null,
  personal_parameters: [],
  projection: { always: [], by_scope: { thing_read: ['data.size', 'data.name'] } },
}

const scope = { name: 'thing_read', label: operation.summary, description: operation.summary }

function side(version: string, operations: readonly Operation[], statuses = ['404'], scopes = [scope]) {
  const detail = { api: 'thing', version, scopes, descriptor: { operations } } as unknown as ApiDetail
  return { detail, errorsOf: () => statuses.map((status) => ({ status, description: '' })) }
}

const old = side('v1', [operation])
const moved = { ...operation, operation_id: 'getThingV2', path: '/v2/things' }

/** What changes when version 2 differs so, beyond the address, which always does. */
function changesTo(change: Partial<Operation>) {
  const found = compareVersions(old, side('v2', [{ ...moved, ...change }]))
  assert.equal(found.filter(({ kind }) => kind === 'operation-moved').length, 1)
  return found
    .filter(({ kind }) => kind !== 'operation-moved')
    .map(({ kind, subject, breaking }) => `${kind} ${subject}${breaking ? ' !' : ''}`)
}

const parameter = (name: string, required: boolean, schema: object = { type: 'string' }) =>
  ({ name, in: 'query', required, schema, brackets: false }) as const
const [year, kind] = operation.parameters as [Operation['parameters'][number], Operation['parameters'][number]]
const answer = (properties: object) =>
  ({ type: 'object', properties: { data: { type: 'object', properties } } }) as Operation['response']

const cases: readonly [name: string, change: Partial<Operation>, expected: readonly string[]][] = [
  ['nothing but the address', {}, []],
  ['a parameter removed breaks', { parameters: [year] }, ['parameter-removed kind !']],
  [
    'an optional parameter added does not',
    { parameters: [year, kind, parameter('more', false)] },
    ['parameter-added more'],
  ],
  [
    'a required parameter added breaks',
    { parameters: [year, kind, parameter('more', true)] },
    ['parameter-added more !'],
  ],
  [
    'a parameter that becomes required breaks',
    { parameters: [{ ...year, required: true }, kind] },
    ['parameter-required year !'],
  ],
  [
    'a narrower rule breaks',
    { parameters: [{ ...year, schema: { type: 'integer', minimum: 2020 } }, kind] },
    ['parameter-changed year !'],
  ],
  ['a field removed breaks', { response: answer({ size: { type: 'integer' } }) }, ['field-removed data.name !']],
  [
    'a field whose type changes breaks',
    { response: answer({ size: { type: 'number' }, name: { type: 'string' } }) },
    ['field-changed data.size !'],
  ],
  [
    'a field added in a list of objects does not',
    {
      response: answer({
        size: { type: 'integer' },
        name: { type: 'string' },
        parts: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
      }),
    },
    ['field-added data.parts', 'field-added data.parts.id'],
  ],
  ['an authentication removed breaks', { authentication: ['oauth'] }, ['authentication-removed static_bearer !']],
  [
    'a data scope that closes a field breaks',
    { projection: { always: [], by_scope: { thing_read: ['data.size'] } } },
    ['scope-closes thing_read !'],
  ],
]

for (const [name, change, expected] of cases) {
  test(`${name}`, () => {
    assert.deepEqual(changesTo(change), expected)
  })
}

test('an operation that goes breaks, one that comes does not, and breaking changes are first', () => {
  const other = { ...moved, operation_id: 'getOther', path: '/v2/others' }
  const found = compareVersions(old, side('v2', [other]))
  assert.deepEqual(
    found.map(({ kind, breaking }) => [kind, breaking]),
    [
      ['operation-removed', true],
      ['operation-added', false],
    ],
  )
})

test('a new status informs, a data scope that goes breaks, and a version compared with itself changes nothing', () => {
  const found = compareVersions(old, side('v2', [moved], ['404', '409'], []))
  assert.ok(found.some(({ kind, subject, breaking }) => kind === 'status-added' && subject === '409' && !breaking))
  assert.ok(found.some(({ kind, breaking }) => kind === 'scope-removed' && breaking))
  assert.deepEqual(compareVersions(old, old), [])
})

test('the same change of a GET and its POST twin is one line that names both', () => {
  const twin = { ...operation, method: 'POST', operation_id: 'postThing' }
  const now = { ...moved, response: answer({ size: { type: 'integer' } }) }
  const found = compareVersions(side('v1', [operation, twin]), side('v2', [now, { ...now, method: 'POST' }]))
  const [line] = groupChanges(found).filter(({ kind }) => kind === 'field-removed')
  assert.deepEqual(line?.operationIds, ['getThing', 'postThing'])
})
