import { randomUUID } from 'node:crypto'
import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'
import { recordExchanges } from '#support/record-exchanges.ts'
import { approveAccess } from '#support/request-access.ts'

const application = ({ applications }: AccessWorld) => `/applications/${applications.valmont}`
const provider = ({ organizations }: AccessWorld) => `/organizations/${organizations.cnaf}/usage`

const nowhere = '00000000-0000-7000-8000-000000000000'

/** A call of Valmont's application, under a name of its own. */
async function called(world: AccessWorld, environment: 'production' | 'sandbox' = 'production'): Promise<string> {
  const request_id = randomUUID()
  const application_id = world.applications.valmont
  await recordExchanges(world, 1, () => ({ request_id, application_id, environment }))
  return `${application(world)}/exchanges/${request_id}`
}

const someone = { references: [{ scheme: 'nir', value: '000' }] }

export const usageCases: readonly OperationCase[] = [
  {
    operation: 'getApplicationUsage',
    success: (world) => world.as.aude.get(`${application(world)}/usage`),
    status: 200,
    refusal: (world) => world.as.aude.get(`${application(world)}/usage?from=2026-03-02&to=2026-03-01`),
    refused: [400, 'invalid-request'],
    crossTenant: (world) => world.as.rita.get(`${application(world)}/usage`),
  },
  {
    operation: 'getOrganizationUsage',
    success: (world) => world.as.carl.get(`${provider(world)}?side=provider`),
    status: 200,
    refusal: (world) => world.as.carl.get(`${provider(world)}?side=both`),
    refused: [400, 'invalid-request'],
    crossTenant: (world) => world.as.nina.get(provider(world)),
  },
  {
    operation: 'listExchanges',
    success: (world) => world.as.aude.get(`${application(world)}/exchanges?status_class=2xx`),
    status: 200,
    refusal: (world) => world.as.nobody.get(`${application(world)}/exchanges`),
    refused: [401, 'unauthenticated'],
    crossTenant: (world) => world.as.rita.get(`${application(world)}/exchanges`),
  },
  {
    operation: 'getQuotas',
    async success(world) {
      await approveAccess(world)
      return world.as.aude.get(`${application(world)}/quotas?environment=production`)
    },
    status: 200,
    refusal: (world) => world.as.aude.get(`${application(world)}/quotas?environment=staging`),
    refused: [400, 'invalid-request'],
    crossTenant: (world) => world.as.rita.get(`${application(world)}/quotas`),
  },
  {
    operation: 'getExchange',
    success: async (world) => world.as.aude.get(await called(world)),
    status: 200,
    refusal: (world) => world.as.aude.get(`${application(world)}/exchanges/never-made`),
    refused: [404, 'not-found'],
    crossTenant: async (world) => world.as.rita.get(await called(world)),
  },
  {
    operation: 'recognizeSyntheticPerson',
    success: async (world) => world.as.aude.post(`${await called(world, 'sandbox')}/person`, someone),
    status: 200,
    refusal: async (world) => world.as.aude.post(`${await called(world)}/person`, someone),
    refused: [409, 'wrong-state'],
    crossTenant: async (world) => world.as.rita.post(`${await called(world, 'sandbox')}/person`, someone),
  },
  {
    operation: 'shareExchange',
    success: async (world) => world.as.denis.post(`${await called(world)}/shares`, { days: 7 }),
    status: 201,
    refusal: async (world) => world.as.aude.post(`${await called(world)}/shares`, { days: 7 }),
    refused: [403, 'permission-denied'],
    crossTenant: async (world) => world.as.rita.post(`${await called(world)}/shares`, { days: 7 }),
  },
  {
    operation: 'getSharedExchange',
    async success(world) {
      const { json } = await world.as.denis.post(`${await called(world)}/shares`, { days: 7 })
      return world.as.ada.get(`/exchange-shares/${json.id}`)
    },
    status: 200,
    refusal: (world) => world.as.ada.get(`/exchange-shares/${nowhere}`),
    refused: [404, 'not-found'],
    async crossTenant(world) {
      const { json } = await world.as.denis.post(`${await called(world)}/shares`, { days: 7 })
      return world.as.rita.get(`/exchange-shares/${json.id}`)
    },
  },
  {
    operation: 'getUsageBreakdown',
    success: (world) => world.as.aude.get(`${application(world)}/usage/breakdown`),
    status: 200,
    refusal: (world) => world.as.aude.get(`${application(world)}/usage/breakdown?from=2026-03-02&to=2026-03-01`),
    refused: [400, 'invalid-request'],
    crossTenant: (world) => world.as.rita.get(`${application(world)}/usage/breakdown`),
  },
]
