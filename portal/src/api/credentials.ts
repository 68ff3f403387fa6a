import type { components } from './generated/management.ts'
import type { ManagementApi, Query } from './management-api.ts'
import type { Credential, CredentialWithSecret, Effect, Page } from './schemas.ts'

type OwnedCredential = components['schemas']['OwnedCredential']

export interface CredentialEffect {
  readonly credential: Credential
  readonly effect: Effect
}

export function listCredentials(api: ManagementApi, applicationId: string): Promise<Page<Credential>> {
  return api.get(`/applications/${applicationId}/credentials`, { page_size: 200 })
}

export function createCredential(
  api: ManagementApi,
  applicationId: string,
  credential: components['schemas']['CredentialCreation'],
  idempotencyKey: string,
): Promise<CredentialWithSecret> {
  return api.post(`/applications/${applicationId}/credentials`, credential, { idempotencyKey })
}

export function rotateCredential(
  api: ManagementApi,
  id: string,
  rotation: components['schemas']['CredentialRotation'],
  idempotencyKey: string,
): Promise<CredentialWithSecret> {
  return api.post(`/credentials/${id}/rotation`, rotation, { idempotencyKey })
}

export function revokeCredential(api: ManagementApi, id: string): Promise<CredentialEffect> {
  return api.delete(`/credentials/${id}`)
}

/** Every credential of the platform with whose it is, for the operator. */
export function listAllCredentials(api: ManagementApi, query: Query): Promise<Page<OwnedCredential>> {
  return api.get('/credentials', query)
}
