import type { OperationCase } from '#support/operation-case.ts'
import { buildSpecification } from '#support/specification-builder.ts'

const everybody = 'What is published is for everybody; drafts and upstreams are tested in publishing.test.ts.'
const provider = 'The catalogue is public: who may not write it is told so.'

let serial = 0

/** A specification with an API and a route of its own. */
function ownSpecification() {
  serial += 1
  return buildSpecification((document) => {
    const api = `cas-${serial}`
    document['x-octroi'].api = api
    document.paths = Object.fromEntries(Object.entries(document.paths).map(([path, item]) => [`/${api}${path}`, item]))
  })
}

const quotient = '/catalog/apis/quotient-familial/versions/v3'

export const catalogCases: readonly OperationCase[] = [
  {
    operation: 'listApis',
    success: (world) => world.as.nobody.get('/catalog/apis?q=quotient'),
    status: 200,
    refusal: (world) => world.as.nobody.get('/catalog/apis?colour=blue'),
    refused: [400, 'invalid-request'],
    crossTenant: everybody,
  },
  {
    operation: 'importApi',
    success: (world) => world.as.claude.post('/catalog/apis', { document: ownSpecification() }),
    status: 201,
    refusal: (world) => world.as.olga.post('/catalog/apis', { document: ownSpecification() }),
    refused: [403, 'permission-denied'],
    crossTenant: provider,
  },
  {
    operation: 'getApi',
    success: (world) => world.as.nobody.get(quotient),
    status: 200,
    refusal: (world) => world.as.nobody.get('/catalog/apis/no-such-api/versions/v3'),
    refused: [404, 'not-found'],
    async crossTenant(world) {
      const { json } = await world.as.claude.post('/catalog/apis', { document: ownSpecification() })
      return world.as.nina.get(`/catalog/apis/${json.api}/versions/v3`)
    },
  },
  {
    operation: 'updateApi',
    success: (world) => world.as.claude.patch(quotient, { state: 'published' }, '*'),
    status: 200,
    refusal: (world) => world.as.nina.patch(quotient, { state: 'retired' }, '*'),
    refused: [403, 'permission-denied'],
    async crossTenant(world) {
      const { json } = await world.as.claude.post('/catalog/apis', { document: ownSpecification() })
      return world.as.nina.patch(`/catalog/apis/${json.api}/versions/v3`, { state: 'published' }, '*')
    },
  },
  {
    operation: 'getApiSpecification',
    success: (world) => world.as.nobody.get(`${quotient}/openapi?environment=production`),
    status: 200,
    refusal: (world) => world.as.nobody.get(`${quotient}/openapi?environment=staging`),
    refused: [400, 'invalid-request'],
    async crossTenant(world) {
      const { json } = await world.as.claude.post('/catalog/apis', { document: ownSpecification() })
      return world.as.nina.get(`/catalog/apis/${json.api}/versions/v3/openapi`)
    },
  },
  {
    operation: 'listUseCases',
    success: (world) => world.as.nobody.get('/catalog/use-cases'),
    status: 200,
    refusal: (world) => world.as.nobody.get('/catalog/use-cases?page_size=201'),
    refused: [400, 'invalid-request'],
    crossTenant: everybody,
  },
  {
    operation: 'getUseCase',
    success: (world) => world.as.nobody.get('/catalog/use-cases/tarification-solidaire-transports'),
    status: 200,
    refusal: (world) => world.as.nobody.get('/catalog/use-cases/no-such-case'),
    refused: [404, 'not-found'],
    crossTenant: everybody,
  },
  {
    operation: 'listLegalBases',
    success: (world) => world.as.nobody.get('/catalog/legal-bases'),
    status: 200,
    refusal: (world) => world.as.nobody.get('/catalog/legal-bases?cursor=*'),
    refused: [400, 'invalid-request'],
    crossTenant: everybody,
  },
  {
    operation: 'listProblems',
    success: (world) => world.as.nobody.get('/problems'),
    status: 200,
    refusal: (world) => world.as.nobody.get('/problems?page_size=many'),
    refused: [400, 'invalid-request'],
    crossTenant: everybody,
  },
]
