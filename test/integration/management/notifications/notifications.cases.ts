import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'
import { approveAccess } from '#support/request-access.ts'

const own = 'One reads and changes one’s own alone: there is no other in the path.'
const settings = { email: false, muted_topics: ['quotas'] }

async function newest(world: AccessWorld): Promise<string> {
  await approveAccess(world)
  return (await world.as.olga.get('/me/notifications')).json.items[0].id
}

export const notificationCases: readonly OperationCase[] = [
  {
    operation: 'listNotifications',
    async success(world) {
      await approveAccess(world)
      return world.as.olga.get('/me/notifications')
    },
    status: 200,
    refusal: (world) => world.as.nobody.get('/me/notifications'),
    refused: [401, 'unauthenticated'],
    crossTenant: own,
  },
  {
    operation: 'readNotifications',
    success: async (world) => world.as.olga.put('/me/notifications/read', { until: await newest(world) }),
    status: 204,
    refusal: (world) => world.as.olga.put('/me/notifications/read', { until: 'the last' }),
    refused: [400, 'invalid-request'],
    crossTenant: own,
  },
  {
    operation: 'getNotificationSettings',
    success: (world) => world.as.solo.get('/me/notification-settings'),
    status: 200,
    refusal: (world) => world.as.nobody.get('/me/notification-settings'),
    refused: [401, 'unauthenticated'],
    crossTenant: own,
  },
  {
    operation: 'updateNotificationSettings',
    success: (world) => world.as.solo.put('/me/notification-settings', settings),
    status: 200,
    refusal: (world) => world.as.solo.put('/me/notification-settings', { ...settings, muted_topics: ['weather'] }),
    refused: [400, 'invalid-request'],
    crossTenant: own,
  },
  {
    operation: 'listMails',
    success: (world) => world.as.ada.get('/mails'),
    status: 200,
    refusal: (world) => world.as.olga.get('/mails'),
    refused: [403, 'permission-denied'],
    crossTenant: 'There is one outbox: who may not read it is told so.',
  },
]
