import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'
import { approveAccess } from '#support/request-access.ts'

async function approved(world: AccessWorld): Promise<string> {
  return `/authorizations/${(await approveAccess(world)).authorization_id}`
}

async function suspended(world: AccessWorld): Promise<string> {
  const path = `${await approved(world)}/suspension`
  await world.as.carl.put(path, reason)
  return path
}

async function reopened(world: AccessWorld): Promise<string> {
  const path = `${await approved(world)}/reopening`
  await world.as.olga.post(path)
  return path
}

async function offered(world: AccessWorld): Promise<string> {
  const offer = await world.as.olga.post(`${await approved(world)}/delegations`, editorApplication(world))
  return `/delegations/${offer.json.id}`
}

const reason = { reason: 'Volume anormal' }
const editorApplication = (world: AccessWorld) => ({ application_id: world.applications.editor })

export const authorizationCases: readonly OperationCase[] = [
  {
    operation: 'listAuthorizations',
    async success(world) {
      await approved(world)
      return world.as.carl.get('/authorizations?state=active')
    },
    status: 200,
    refusal: (world) => world.as.carl.get('/authorizations?state=no_such_state'),
    refused: [400, 'invalid-request'],
    crossTenant: (world) => world.as.rita.get(`/authorizations?organization_id=${world.organizations.valmont}`),
  },
  {
    operation: 'getAuthorization',
    success: async (world) => world.as.aude.get(await approved(world)),
    status: 200,
    refusal: async (world) => world.as.nobody.get(await approved(world)),
    refused: [401, 'unauthenticated'],
    crossTenant: async (world) => world.as.nina.get(await approved(world)),
  },
  {
    operation: 'reopenAuthorization',
    success: async (world) => world.as.denis.post(`${await approved(world)}/reopening`),
    status: 200,
    refusal: async (world) => world.as.denis.post(await reopened(world)),
    refused: [409, 'wrong-state'],
    crossTenant: async (world) => world.as.rita.post(`${await approved(world)}/reopening`),
  },
  {
    operation: 'cancelReopening',
    success: async (world) => world.as.denis.delete(await reopened(world)),
    status: 200,
    refusal: async (world) => world.as.denis.delete(`${await approved(world)}/reopening`),
    refused: [409, 'wrong-state'],
    crossTenant: async (world) => world.as.rita.delete(await reopened(world)),
  },
  {
    operation: 'suspendAuthorization',
    success: async (world) => world.as.carl.put(`${await approved(world)}/suspension`, reason),
    status: 200,
    refusal: async (world) => world.as.denis.put(`${await approved(world)}/suspension`, reason),
    refused: [403, 'permission-denied'],
    crossTenant: async (world) => world.as.nina.put(`${await approved(world)}/suspension`, reason),
  },
  {
    operation: 'resumeAuthorization',
    success: async (world) => world.as.ada.delete(await suspended(world)),
    status: 200,
    refusal: async (world) => world.as.olga.delete(await suspended(world)),
    refused: [403, 'permission-denied'],
    crossTenant: async (world) => world.as.rita.delete(await suspended(world)),
  },
  {
    operation: 'revokeAuthorization',
    success: async (world) => world.as.olga.post(`${await approved(world)}/revocation`, reason),
    status: 200,
    async refusal(world) {
      const path = `${await approved(world)}/revocation`
      await world.as.ada.post(path, reason)
      return world.as.ada.post(path, reason)
    },
    refused: [409, 'wrong-state'],
    crossTenant: async (world) => world.as.rita.post(`${await approved(world)}/revocation`, reason),
  },
  {
    operation: 'listDelegations',
    async success(world) {
      const path = `${await approved(world)}/delegations`
      await world.as.olga.post(path, editorApplication(world))
      return world.as.edgar.get(path)
    },
    status: 200,
    refusal: async (world) => world.as.olga.get(`${await approved(world)}/delegations?page_size=0`),
    refused: [400, 'invalid-request'],
    crossTenant: async (world) => world.as.edgar.get(`${await approved(world)}/delegations`),
  },
  {
    operation: 'offerDelegation',
    success: async (world) => world.as.olga.post(`${await approved(world)}/delegations`, editorApplication(world)),
    status: 201,
    refusal: async (world) =>
      world.as.olga.post(`${await approved(world)}/delegations`, { application_id: world.applications.rival }),
    refused: [422, 'invalid-request'],
    crossTenant: async (world) => world.as.rita.post(`${await approved(world)}/delegations`, editorApplication(world)),
  },
  {
    operation: 'listEditorApplications',
    success: (world) => world.as.olga.get('/editor-applications?q=exemple'),
    status: 200,
    refusal: (world) => world.as.nobody.get('/editor-applications'),
    refused: [401, 'unauthenticated'],
    crossTenant: 'the directory is for everybody who signed in',
  },
  {
    operation: 'acceptDelegation',
    success: async (world) => world.as.edgar.put(`${await offered(world)}/acceptance`, undefined),
    status: 200,
    refusal: async (world) => world.as.olga.put(`${await offered(world)}/acceptance`, undefined),
    refused: [403, 'permission-denied'],
    crossTenant: async (world) => world.as.rita.put(`${await offered(world)}/acceptance`, undefined),
  },
  {
    operation: 'revokeDelegation',
    success: async (world) => world.as.olga.delete(await offered(world)),
    status: 200,
    refusal: async (world) => world.as.denis.delete(await offered(world)),
    refused: [403, 'permission-denied'],
    crossTenant: async (world) => world.as.rita.delete(await offered(world)),
  },
  {
    operation: 'listOrganizationDelegations',
    async success(world) {
      await offered(world)
      return world.as.edgar.get(`/organizations/${world.organizations.editor}/delegations`)
    },
    status: 200,
    refusal: (world) => world.as.nobody.get(`/organizations/${world.organizations.editor}/delegations`),
    refused: [401, 'unauthenticated'],
    crossTenant: (world) => world.as.rita.get(`/organizations/${world.organizations.editor}/delegations`),
  },
]
