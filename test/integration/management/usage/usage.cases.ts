import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'
import { approveAccess } from '#support/request-access.ts'

const application = ({ applications }: AccessWorld) => `/applications/${applications.valmont}`
const provider = ({ organizations }: AccessWorld) => `/organizations/${organizations.cnaf}/usage`

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
]
