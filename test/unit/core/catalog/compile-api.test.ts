import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compileApi } from '#core/catalog/compile-api.ts'
import { Unprocessable } from '#core/errors.ts'
import { buildSpecification, type SpecificationDraft } from '#support/specification-builder.ts'

const path = '/v3/dss/quotient_familial/identite'

function issuesOf(change: (document: SpecificationDraft) => void): readonly { field: string; rule: string }[] {
  try {
    compileApi(buildSpecification(change))
  } catch (error) {
    assert.ok(error instanceof Unprocessable)
    assert.equal(error.problem, 'invalid-specification')
    return error.errors
  }
  return []
}

describe('compileApi', () => {
  it('compiles operations, resolves references and strips brackets', () => {
    const api = compileApi(buildSpecification())
    const get = api.operations.find((operation) => operation.method === 'GET')
    assert.equal(get?.operation_id, 'getQuotientFamilialIdentite')
    const prenoms = get?.parameters.find((parameter) => parameter.name === 'prenoms')
    assert.equal(prenoms?.brackets, true)
    assert.equal(JSON.stringify(api).includes('$ref'), false)
    assert.deepEqual(get?.projection.by_scope.cnaf_enfants, ['data.enfants'])
    assert.deepEqual(get?.scopes, ['cnaf_quotient_familial', 'cnaf_enfants', 'cnaf_adresse'])
    assert.equal(api.legal_bases[0]?.id, 'fr-crpa-l114-8')
  })

  it('derives the POST twin of a GET with personal parameters', () => {
    const twin = compileApi(buildSpecification()).operations.find((operation) => operation.method === 'POST')
    assert.equal(twin?.operation_id, 'postQuotientFamilialIdentite')
    assert.equal(twin?.twin_of, 'getQuotientFamilialIdentite')
    assert.equal(twin?.path, path)
    assert.deepEqual(twin?.parameters, [])
    const schema = twin?.body?.schema as { required: string[]; properties: object; additionalProperties: boolean }
    assert.deepEqual(schema.required, ['recipient', 'nomNaissance', 'prenoms'])
    assert.equal(schema.additionalProperties, false)
    assert.deepEqual(Object.keys(schema.properties).at(-1), 'annee')
  })

  it('derives no twin without personal parameters', () => {
    const api = compileApi(buildSpecification((document) => delete document.paths[path].get['x-octroi-personal']))
    assert.deepEqual(
      api.operations.map((operation) => operation.method),
      ['GET'],
    )
  })

  const broken: readonly [string, string, string, (document: SpecificationDraft) => void][] = [
    [
      'another OpenAPI version',
      '/openapi',
      'version',
      (d) => {
        d.openapi = '3.0.3'
      },
    ],
    [
      'no extension',
      '/x-octroi',
      'invalid_type',
      (d) => {
        delete d['x-octroi']
      },
    ],
    [
      'a reference to nothing',
      '/components/schemas/Answer/properties/data/properties/enfants/items/$ref',
      'reference',
      (d) => {
        delete d.components.schemas.Child
      },
    ],
    [
      'a circular reference',
      '/components/schemas/Child/properties/child/properties/child/$ref',
      'reference',
      (d) => {
        d.components.schemas.Child.properties.child = { $ref: '#/components/schemas/Child' }
      },
    ],
    [
      'a reference out of the document',
      '/components/schemas/Name/$ref',
      'reference',
      (d) => {
        d.components.schemas.Name = { $ref: 'https://evil.example/x' }
      },
    ],
    [
      'a scope that opens no field',
      '/x-octroi/scopes/0/opens',
      'path',
      (d) => {
        d['x-octroi'].scopes[0].opens = ['data.nothing']
      },
    ],
    [
      'an undeclared scope',
      `/paths/${path.replaceAll('/', '~1')}/get/x-octroi-scopes`,
      'scope',
      (d) => {
        d.paths[path].get['x-octroi-scopes'] = ['other']
      },
    ],
    [
      'an empty scope list',
      `/paths/${path.replaceAll('/', '~1')}/get/x-octroi-scopes`,
      'too_small',
      (d) => {
        d.paths[path].get['x-octroi-scopes'] = []
      },
    ],
    [
      'an unknown recipient parameter',
      `/paths/${path.replaceAll('/', '~1')}/get`,
      'parameter',
      (d) => {
        d.paths[path].get['x-octroi-recipient'] = 'nobody'
      },
    ],
    [
      'a path with a dot segment',
      '/paths/~1a~1..~1b',
      'path',
      (d) => {
        d.paths['/a/../b'] = {}
      },
    ],
    [
      'a path of the gateway itself',
      '/paths/~1oauth2~1token',
      'path',
      (d) => {
        d.paths['/oauth2/token'] = {}
      },
    ],
    [
      'an undeclared path parameter',
      `/paths/~1v3~1{id}/get`,
      'path-parameter',
      (d) => {
        d.paths['/v3/{id}'] = { get: { ...d.paths[path].get, operationId: 'getOther' } }
      },
    ],
    [
      'a pattern that is none',
      `/paths/${path.replaceAll('/', '~1')}/get/parameters/0/schema/pattern`,
      'pattern',
      (d) => {
        d.paths[path].get.parameters[0].schema.pattern = '^(\\d'
      },
    ],
    [
      'a type that does not exist',
      `/paths/${path.replaceAll('/', '~1')}/get/responses/200/content/application~1json/schema/properties/meta/type`,
      'type',
      (d) => {
        d.components.schemas.Answer.properties.meta = { type: 'map' }
      },
    ],
    [
      'a repeated operation id',
      '/paths',
      'unique',
      (d) => {
        d.paths['/v3/other'] = structuredClone(d.paths[path])
      },
    ],
    [
      'a repeated limit name',
      '/x-octroi/plans/production/limits',
      'custom',
      (d) => {
        d['x-octroi'].plans.production.limits.push({ name: 'day', period: 'month', limit: 1 })
      },
    ],
    [
      'no answer schema',
      `/paths/${path.replaceAll('/', '~1')}/get/responses/200`,
      'required',
      (d) => {
        delete d.paths[path].get.responses['200']
      },
    ],
    [
      'a test person of no operation',
      '/x-octroi/test_persons/0',
      'operation',
      (d) => {
        d['x-octroi'].test_persons[0].operation_id = 'getNothing'
      },
    ],
  ]
  for (const [name, field, rule, change] of broken) {
    it(`names the field and rule of ${name}`, () => {
      const issues = issuesOf(change)
      assert.ok(
        issues.some((issue) => issue.field === field && issue.rule === rule),
        JSON.stringify(issues),
      )
    })
  }

  it('refuses what is not an object, and names used as prototypes', () => {
    for (const document of [null, 3, 'x', []]) assert.throws(() => compileApi(document), Unprocessable)
    const polluted = JSON.parse('{"openapi":"3.1.0","__proto__":{"x":1}}')
    assert.throws(() => compileApi(polluted), Unprocessable)
  })
})
