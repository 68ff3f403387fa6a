import type { OperationCase } from '#support/operation-case.ts'
import { recordExchanges } from '#support/record-exchanges.ts'
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
    operation: 'getRegisterProof',
    async success(world) {
      const { authorization_id } = await approveAccess(world)
      await recordExchanges(world, 1)
      return world.as.nobody.get(`/register/${authorization_id}/proof`)
    },
    status: 200,
    refusal: (world) => world.as.nobody.get(`/register/${world.organizations.valmont}/proof`),
    refused: [404, 'not-found'],
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
