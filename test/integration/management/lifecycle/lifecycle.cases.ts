import { advanceLifecycle } from '#core/lifecycle/advance-lifecycle.ts'
import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'
import { approveAccess } from '#support/request-access.ts'

const dayMs = 86_400_000
const statement = 'La tarification solidaire est reconduite pour un an.'

/** An authorization whose need must be confirmed, and of which nothing was used. */
async function oldAuthorization(world: AccessWorld): Promise<string> {
  const { authorization_id } = await approveAccess(world, { end_date: null })
  world.clock.advance(340 * dayMs)
  await advanceLifecycle(world.deps)
  return authorization_id
}

export const lifecycleCases: readonly OperationCase[] = [
  {
    operation: 'getLifecycle',
    success: async (world) => world.as.olga.get(`/authorizations/${await oldAuthorization(world)}/lifecycle`),
    status: 200,
    refusal: (world) => world.as.olga.get('/authorizations/no-id/lifecycle'),
    refused: [400, 'invalid-request'],
    crossTenant: async (world) => world.as.rita.get(`/authorizations/${await oldAuthorization(world)}/lifecycle`),
  },
  {
    operation: 'confirmNeed',
    success: async (world) =>
      world.as.olga.put(`/authorizations/${await oldAuthorization(world)}/recertification`, { statement }),
    status: 200,
    refusal: async (world) =>
      world.as.denis.put(`/authorizations/${await oldAuthorization(world)}/recertification`, { statement }),
    refused: [403, 'permission-denied'],
    crossTenant: async (world) =>
      world.as.rita.put(`/authorizations/${await oldAuthorization(world)}/recertification`, { statement }),
  },
  {
    operation: 'keepScopes',
    success: async (world) =>
      world.as.olga.put(`/authorizations/${await oldAuthorization(world)}/unused-scopes`, { reason: statement }),
    status: 204,
    refusal: async (world) =>
      world.as.carl.put(`/authorizations/${await oldAuthorization(world)}/unused-scopes`, { reason: statement }),
    refused: [403, 'permission-denied'],
    crossTenant: async (world) =>
      world.as.rita.put(`/authorizations/${await oldAuthorization(world)}/unused-scopes`, { reason: statement }),
  },
  {
    operation: 'reopenNarrowed',
    success: async (world) => world.as.olga.delete(`/authorizations/${await oldAuthorization(world)}/unused-scopes`),
    status: 200,
    refusal: async (world) => {
      const { authorization_id } = await approveAccess(world, { end_date: null })
      return world.as.olga.delete(`/authorizations/${authorization_id}/unused-scopes`)
    },
    refused: [409, 'wrong-state'],
    crossTenant: async (world) =>
      world.as.rita.delete(`/authorizations/${await oldAuthorization(world)}/unused-scopes`),
  },
]
