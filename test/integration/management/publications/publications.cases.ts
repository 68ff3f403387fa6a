import { publishLastMonth } from '#core/publications/publish-last-month.ts'
import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'
import { approveAccess } from '#support/request-access.ts'

const everybody = 'What is published is for everybody.'

async function publish(world: AccessWorld): Promise<void> {
  await approveAccess(world)
  await publishLastMonth(world.deps)
}

export const publicationCases: readonly OperationCase[] = [
  {
    operation: 'listPublications',
    async success(world) {
      await publish(world)
      return world.as.nobody.get('/publications?kind=register')
    },
    status: 200,
    refusal: (world) => world.as.nobody.get('/publications?kind=secrets'),
    refused: [400, 'invalid-request'],
    crossTenant: everybody,
  },
  {
    operation: 'getPublication',
    async success(world) {
      await publish(world)
      return world.as.nobody.get('/publications/register/2026-02')
    },
    status: 200,
    refusal: (world) => world.as.nobody.get('/publications/register/2025-02'),
    refused: [404, 'not-found'],
    crossTenant: everybody,
  },
  {
    operation: 'getPublicationProof',
    async success(world) {
      await publish(world)
      return world.as.nobody.get('/publications/register/2026-02/proof')
    },
    status: 200,
    refusal: (world) => world.as.nobody.get('/publications/register/2025-02/proof'),
    refused: [404, 'not-found'],
    crossTenant: everybody,
  },
]
