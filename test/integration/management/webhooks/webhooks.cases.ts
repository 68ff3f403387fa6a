import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'

const list = ({ organizations }: AccessWorld) => `/organizations/${organizations.valmont}/webhooks`
const address = { url: 'https://hooks.example.org/octroi', topics: ['rights'] }

/** A webhook of Valmont's; the one before goes, so that there is always room. */
async function registered(world: AccessWorld): Promise<string> {
  const { json } = await world.as.denis.get(list(world))
  for (const { id } of json.items) await world.as.denis.delete(`/webhooks/${id}`)
  return `/webhooks/${(await world.as.denis.post(list(world), address)).json.webhook.id}`
}

export const webhookCases: readonly OperationCase[] = [
  {
    operation: 'createWebhook',
    success: (world) => world.as.denis.post(list(world), address),
    status: 201,
    refusal: (world) => world.as.denis.post(list(world), { url: 'http://hooks.example.org/' }),
    refused: [400, 'invalid-request'],
    crossTenant: (world) => world.as.rita.post(list(world), address),
  },
  {
    operation: 'listWebhooks',
    success: (world) => world.as.aude.get(list(world)),
    status: 200,
    refusal: (world) => world.as.ada.get(list(world)),
    refused: [403, 'permission-denied'],
    crossTenant: (world) => world.as.rita.get(list(world)),
  },
  {
    operation: 'deleteWebhook',
    success: async (world) => world.as.denis.delete(await registered(world)),
    status: 204,
    refusal: async (world) => world.as.aude.delete(await registered(world)),
    refused: [403, 'permission-denied'],
    crossTenant: async (world) => world.as.rita.delete(await registered(world)),
  },
  {
    operation: 'rotateWebhookSecret',
    success: async (world) => world.as.denis.post(`${await registered(world)}/rotation`, { overlap_seconds: 3600 }),
    status: 201,
    refusal: async (world) => world.as.denis.post(`${await registered(world)}/rotation`, { overlap_seconds: -1 }),
    refused: [400, 'invalid-request'],
    crossTenant: async (world) => world.as.rita.post(`${await registered(world)}/rotation`, { overlap_seconds: 0 }),
  },
  {
    operation: 'testWebhook',
    success: async (world) => world.as.denis.post(`${await registered(world)}/tests`),
    status: 201,
    refusal: async (world) => world.as.aude.post(`${await registered(world)}/tests`),
    refused: [403, 'permission-denied'],
    crossTenant: async (world) => world.as.rita.post(`${await registered(world)}/tests`),
  },
  {
    operation: 'listWebhookDeliveries',
    async success(world) {
      const webhook = await registered(world)
      await world.as.denis.post(`${webhook}/tests`)
      return world.as.aude.get(`${webhook}/deliveries`)
    },
    status: 200,
    refusal: async (world) => world.as.aude.get(`${await registered(world)}/deliveries?cursor=x`),
    refused: [400, 'invalid-request'],
    crossTenant: async (world) => world.as.rita.get(`${await registered(world)}/deliveries`),
  },
  {
    operation: 'replayWebhookDelivery',
    async success(world) {
      const webhook = await registered(world)
      const { json } = await world.as.denis.post(`${webhook}/tests`)
      return world.as.denis.post(`${webhook}/deliveries/${json.id}/replay`)
    },
    status: 200,
    refusal: async (world) => {
      const webhook = await registered(world)
      return world.as.denis.post(`${webhook}/deliveries/00000000-0000-7000-8000-000000000000/replay`)
    },
    refused: [404, 'not-found'],
    async crossTenant(world) {
      const webhook = await registered(world)
      const { json } = await world.as.denis.post(`${webhook}/tests`)
      return world.as.rita.post(`${webhook}/deliveries/${json.id}/replay`)
    },
  },
]
