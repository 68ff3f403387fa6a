import { randomUUID } from 'node:crypto'
import { detectAbuse } from '#core/detection/detect-abuse.ts'
import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'
import { recordExchanges } from '#support/record-exchanges.ts'

/** An alert about an application of valmont on an API of cnaf. */
async function raise(world: AccessWorld): Promise<string> {
  const at = new Date(world.clock.now() - 1_000).toISOString()
  await recordExchanges(world, 1, () => ({
    at,
    application_id: world.applications.valmont,
    organization_id: world.organizations.valmont,
    api: 'quotient-familial',
    signals: ['protected_person'],
    beneficiary_id: randomUUID(),
  }))
  await detectAbuse(world.deps)
  const { json } = await world.as.ada.get('/alerts?state=open&page_size=1')
  return json.items[0].id
}

const conclusion = 'The service has explained the file; nothing wrong.'

export const alertCases: readonly OperationCase[] = [
  {
    operation: 'listAlerts',
    async success(world) {
      await raise(world)
      return world.as.alix.get('/alerts')
    },
    status: 200,
    refusal: ({ as }) => as.olga.get('/alerts'),
    refused: [403, 'permission-denied'],
    crossTenant: 'The platform has one list.',
  },
  {
    operation: 'listProviderAlerts',
    async success(world) {
      await raise(world)
      return world.as.carl.get(`/organizations/${world.organizations.cnaf}/alerts?state=open`)
    },
    status: 200,
    refusal: ({ as, organizations }) => as.denis.get(`/organizations/${organizations.valmont}/alerts`),
    refused: [403, 'permission-denied'],
    crossTenant: ({ as, organizations }) => as.nina.get(`/organizations/${organizations.cnaf}/alerts`),
  },
  {
    operation: 'closeAlert',
    success: async (world) => world.as.carl.post(`/alerts/${await raise(world)}/close`, { conclusion }),
    status: 200,
    async refusal(world) {
      const id = await raise(world)
      await world.as.carl.post(`/alerts/${id}/close`, { conclusion })
      return world.as.carl.post(`/alerts/${id}/close`, { conclusion })
    },
    refused: [409, 'wrong-state'],
    crossTenant: async (world) => world.as.nina.post(`/alerts/${await raise(world)}/close`, { conclusion }),
  },
]
