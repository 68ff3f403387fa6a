import type { ApiDetail } from './descriptor.ts'
import type { components } from './generated/management.ts'
import type { ManagementApi, Query, Versioned } from './management-api.ts'
import type { Api, Environment, LegalBasis, Page, ProblemType, UseCase } from './schemas.ts'

export function listApis(api: ManagementApi, query: Query = {}): Promise<Page<Api>> {
  return api.get('/catalog/apis', { page_size: 200, ...query })
}

export function getApi(api: ManagementApi, name: string, version: string): Promise<ApiDetail> {
  return api.get(`/catalog/apis/${name}/versions/${version}`)
}

/** With the ETag that a change of it must name. */
export function readApi(api: ManagementApi, name: string, version: string): Promise<Versioned<ApiDetail>> {
  return api.read(`/catalog/apis/${name}/versions/${version}`)
}

export function importApi(
  api: ManagementApi,
  specification: components['schemas']['ApiImport'],
  idempotencyKey: string,
): Promise<ApiDetail> {
  return api.post('/catalog/apis', specification, { idempotencyKey })
}

export function updateApi(
  api: ManagementApi,
  { api: name, version }: { readonly api: string; readonly version: string },
  change: components['schemas']['ApiUpdate'],
  ifMatch: string,
): Promise<ApiDetail> {
  return api.patch(`/catalog/apis/${name}/versions/${version}`, change, { ifMatch })
}

export function getApiSpecification(
  api: ManagementApi,
  name: string,
  version: string,
  environment: Environment,
): Promise<Record<string, unknown>> {
  const path = `/catalog/apis/${name}/versions/${version}/openapi`
  return api.get(path, { environment })
}

export function listUseCases(api: ManagementApi): Promise<Page<UseCase>> {
  return api.get('/catalog/use-cases', { page_size: 200 })
}

export function listLegalBases(api: ManagementApi): Promise<Page<LegalBasis>> {
  return api.get('/catalog/legal-bases', { page_size: 200 })
}

export function listProblems(api: ManagementApi): Promise<Page<ProblemType>> {
  return api.get('/problems', { page_size: 200 })
}
