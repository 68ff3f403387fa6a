import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'

const list = ({ applications }: AccessWorld) => `/applications/${applications.valmont}/grants`

async function sandboxGrant(world: AccessWorld) {
  const { json } = await world.as.denis.get(`${list(world)}?environment=sandbox`)
  const grant = json.items[0]
  return { path: `/grants/${grant.id}`, etag: `"${grant.version}"`, scopes: grant.scopes as string[] }
}

export const grantCases: readonly OperationCase[] = [
  {
    operation: 'listGrants',
    success: (world) => world.as.aude.get(list(world)),
    status: 200,
    refusal: (world) => world.as.aude.get(`${list(world)}?environment=staging`),
    refused: [400, 'invalid-request'],
    crossTenant: (world) => world.as.rita.get(list(world)),
  },
  {
    operation: 'getGrant',
    success: async (world) => world.as.aude.get((await sandboxGrant(world)).path),
    status: 200,
    refusal: async (world) => world.as.nobody.get((await sandboxGrant(world)).path),
    refused: [401, 'unauthenticated'],
    crossTenant: async (world) => world.as.rita.get((await sandboxGrant(world)).path),
  },
  {
    operation: 'narrowGrant',
    async success(world) {
      const { path, etag, scopes } = await sandboxGrant(world)
      return world.as.denis.patch(path, { scopes: scopes.slice(0, 1) }, etag)
    },
    status: 200,
    async refusal(world) {
      const { path, etag } = await sandboxGrant(world)
      return world.as.denis.patch(path, { scopes: ['no_such_scope'] }, etag)
    },
    refused: [400, 'invalid-request'],
    async crossTenant(world) {
      const { path, etag, scopes } = await sandboxGrant(world)
      return world.as.rita.patch(path, { scopes }, etag)
    },
  },
  {
    operation: 'suspendGrant',
    success: async (world) =>
      world.as.ada.put(`${(await sandboxGrant(world)).path}/suspension`, { reason: 'Scraping' }),
    status: 200,
    refusal: async (world) =>
      world.as.denis.put(`${(await sandboxGrant(world)).path}/suspension`, { reason: 'A developer' }),
    refused: [403, 'permission-denied'],
    crossTenant: async (world) =>
      world.as.rita.put(`${(await sandboxGrant(world)).path}/suspension`, { reason: 'Rivalry' }),
  },
  {
    operation: 'resumeGrant',
    success: async (world) => world.as.ada.delete(`${(await sandboxGrant(world)).path}/suspension`),
    status: 200,
    async refusal(world) {
      const { path } = await sandboxGrant(world)
      await world.as.ada.put(`${path}/suspension`, { reason: 'Scraping' })
      return world.as.olga.delete(`${path}/suspension`)
    },
    refused: [403, 'permission-denied'],
    crossTenant: async (world) => world.as.rita.delete(`${(await sandboxGrant(world)).path}/suspension`),
  },
]
