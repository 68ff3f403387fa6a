import type { ManagementApi, Query } from './management-api.ts'
import type { Page, ProvenAct, RegisterEntry } from './schemas.ts'

export function listRegister(api: ManagementApi, query: Query): Promise<Page<RegisterEntry>> {
  return api.get('/register', query)
}

export function getRegisterEntry(api: ManagementApi, id: string): Promise<RegisterEntry> {
  return api.get(`/register/${id}`)
}

/** Acts about an authorization, oldest first, each with its proof in the audit log once it is there. */
export function getRegisterProof(api: ManagementApi, id: string): Promise<{ items: ProvenAct[] }> {
  return api.get(`/register/${id}/proof`)
}
