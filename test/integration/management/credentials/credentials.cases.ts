import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'

const list = ({ applications }: AccessWorld) => `/applications/${applications.valmont}/credentials`
const secret = (label: string) => ({ environment: 'sandbox', kind: 'client_secret', label })

async function credential(world: AccessWorld): Promise<string> {
  const { json } = await world.as.denis.post(list(world), secret('for a case'))
  return `/credentials/${json.credential.id}`
}

export const credentialCases: readonly OperationCase[] = [
  {
    operation: 'createCredential',
    success: (world) => world.as.denis.post(list(world), secret('first')),
    status: 201,
    refusal: (world) => world.as.denis.post(list(world), { ...secret('too early'), environment: 'production' }),
    refused: [422, 'no-authorization'],
    crossTenant: (world) => world.as.rita.post(list(world), secret('foreign')),
  },
  {
    operation: 'listCredentials',
    success: (world) => world.as.aude.get(`${list(world)}?environment=sandbox`),
    status: 200,
    refusal: (world) => world.as.ada.get(list(world)),
    refused: [403, 'permission-denied'],
    crossTenant: (world) => world.as.rita.get(list(world)),
  },
  {
    operation: 'listAllCredentials',
    success: (world) => world.as.ada.get('/credentials?credential_state=live&environment=sandbox'),
    status: 200,
    refusal: (world) => world.as.denis.get('/credentials'),
    refused: [403, 'permission-denied'],
    crossTenant: 'That the operator has an inventory is no secret: who may not read it is told so.',
  },
  {
    operation: 'rotateCredential',
    success: async (world) => world.as.denis.post(`${await credential(world)}/rotation`, { overlap_seconds: 0 }),
    status: 201,
    refusal: async (world) => world.as.aude.post(`${await credential(world)}/rotation`, { overlap_seconds: 0 }),
    refused: [403, 'permission-denied'],
    crossTenant: async (world) => world.as.rita.post(`${await credential(world)}/rotation`, { overlap_seconds: 0 }),
  },
  {
    operation: 'revokeCredential',
    async success(world) {
      const { json } = await world.as.denis.get(list(world))
      return world.as.denis.delete(`/credentials/${json.items[0].id}`)
    },
    status: 200,
    async refusal(world) {
      const { json } = await world.as.denis.get(list(world))
      return world.as.aude.delete(`/credentials/${json.items[1].id}`)
    },
    refused: [403, 'permission-denied'],
    async crossTenant(world) {
      const { json } = await world.as.denis.get(list(world))
      return world.as.rita.delete(`/credentials/${json.items[1].id}`)
    },
  },
]
