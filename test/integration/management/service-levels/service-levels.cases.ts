import type { AccessWorld } from '#support/access-world.ts'
import type { HttpAnswer } from '#support/http-exchange.ts'
import type { OperationCase } from '#support/operation-case.ts'

const everybody = 'Service levels are for everybody.'
const hourMs = 3_600_000

function windowOf(world: AccessWorld, target: string, inHours = 24) {
  const starts = world.clock.now() + inHours * hourMs
  return {
    target,
    starts_at: new Date(starts).toISOString(),
    ends_at: new Date(starts + hourMs).toISOString(),
    reason: 'Mise à jour de la base',
  }
}

async function declared(world: AccessWorld): Promise<string> {
  const target = `provider:${world.organizations.cnaf}`
  return (await world.as.claude.post('/maintenance-windows', windowOf(world, target))).json.id
}

const cancel = async (world: AccessWorld, as: 'claude' | 'carl' | 'olga'): Promise<HttpAnswer> =>
  world.as[as].delete(`/maintenance-windows/${await declared(world)}`)

export const serviceLevelCases: readonly OperationCase[] = [
  {
    operation: 'getServiceLevels',
    success: (world) => world.as.nobody.get('/service-levels'),
    status: 200,
    refusal: (world) => world.as.nobody.get('/service-levels?month=2099-01'),
    refused: [400, 'invalid-request'],
    crossTenant: everybody,
  },
  {
    operation: 'getServiceHistory',
    success: (world) => world.as.nobody.get('/service-levels/days'),
    status: 200,
    refusal: (world) => world.as.nobody.get('/service-levels/days?days=9999'),
    refused: [400, 'invalid-request'],
    crossTenant: everybody,
  },
  {
    operation: 'listMaintenanceWindows',
    async success(world) {
      await declared(world)
      return world.as.nobody.get('/maintenance-windows')
    },
    status: 200,
    refusal: (world) => world.as.nobody.get('/maintenance-windows?unknown=1'),
    refused: [400, 'invalid-request'],
    crossTenant: everybody,
  },
  {
    operation: 'declareMaintenance',
    success: (world) => world.as.ada.post('/maintenance-windows', windowOf(world, 'platform')),
    status: 201,
    refusal: (world) => world.as.claude.post('/maintenance-windows', windowOf(world, 'platform')),
    refused: [403, 'permission-denied'],
    crossTenant: 'Every target is public: who may not stop it is told so.',
  },
  {
    operation: 'cancelMaintenance',
    success: (world) => cancel(world, 'claude'),
    status: 204,
    refusal: (world) => cancel(world, 'carl'),
    refused: [403, 'permission-denied'],
    crossTenant: 'Declared stops are public: who may not cancel one is told so.',
  },
]
