import type { OperationCase } from '#support/operation-case.ts'
import { approveAccess } from '#support/request-access.ts'

const everybody = 'The register is for everybody.'

export const registerCases: readonly OperationCase[] = [
  {
    operation: 'listRegister',
    async success(world) {
      await approveAccess(world)
      return world.as.nobody.get('/register?state=active')
    },
    status: 200,
    refusal: (world) => world.as.nobody.get('/register?state=no_such_state'),
    refused: [400, 'invalid-request'],
    crossTenant: everybody,
  },
  {
    operation: 'getRegisterEntry',
    success: async (world) => world.as.nobody.get(`/register/${(await approveAccess(world)).authorization_id}`),
    status: 200,
    refusal: (world) => world.as.nobody.get(`/register/${world.organizations.valmont}`),
    refused: [404, 'not-found'],
    crossTenant: everybody,
  },
]
