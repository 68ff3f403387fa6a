import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'

const list = ({ organizations }: AccessWorld) => `/organizations/${organizations.valmont}/applications`
const application = ({ applications }: AccessWorld) => `/applications/${applications.valmont}`

export const applicationCases: readonly OperationCase[] = [
  {
    operation: 'listApplications',
    success: (world) => world.as.aude.get(list(world)),
    status: 200,
    refusal: (world) => world.as.aude.get(`${list(world)}?size=3`),
    refused: [400, 'invalid-request'],
    crossTenant: (world) => world.as.rita.get(list(world)),
  },
  {
    operation: 'createApplication',
    success: (world) => world.as.denis.post(list(world), { name: 'Tarification' }),
    status: 201,
    refusal: (world) => world.as.aude.post(list(world), { name: 'Auditors read' }),
    refused: [403, 'permission-denied'],
    crossTenant: (world) => world.as.rita.post(list(world), { name: 'Foreign' }),
  },
  {
    operation: 'getApplication',
    success: (world) => world.as.aude.get(application(world)),
    status: 200,
    refusal: (world) => world.as.nobody.get(application(world)),
    refused: [401, 'unauthenticated'],
    crossTenant: (world) => world.as.rita.get(application(world)),
  },
  {
    operation: 'updateApplication',
    success: (world) => world.as.denis.patch(application(world), { description: 'For fares' }, '"1"'),
    status: 200,
    refusal: (world) => world.as.denis.patch(application(world), { description: 'Late' }, '"1"'),
    refused: [412, 'precondition-failed'],
    crossTenant: (world) => world.as.rita.patch(application(world), { name: 'Mine' }, '"1"'),
  },
  {
    operation: 'suspendApplication',
    success: (world) => world.as.ada.put(`${application(world)}/suspension`, { reason: 'Leak suspected' }),
    status: 200,
    refusal: (world) => world.as.denis.put(`${application(world)}/suspension`, { reason: 'A developer' }),
    refused: [403, 'permission-denied'],
    crossTenant: (world) => world.as.rita.put(`${application(world)}/suspension`, { reason: 'Rivalry' }),
  },
  {
    operation: 'resumeApplication',
    async success(world) {
      // The owner may not lift what the operator did; the operator may.
      await world.as.olga.delete(`${application(world)}/suspension`)
      return world.as.ada.delete(`${application(world)}/suspension`)
    },
    status: 200,
    async refusal(world) {
      await world.as.ada.put(`${application(world)}/suspension`, { reason: 'Leak suspected' })
      return world.as.olga.delete(`${application(world)}/suspension`)
    },
    refused: [403, 'permission-denied'],
    crossTenant: (world) => world.as.rita.delete(`${application(world)}/suspension`),
  },
  {
    operation: 'archiveApplication',
    async success(world) {
      const { json } = await world.as.denis.post(list(world), { name: 'Short-lived' })
      return world.as.denis.delete(`/applications/${json.id}`)
    },
    status: 200,
    refusal: (world) => world.as.aude.delete(application(world)),
    refused: [403, 'permission-denied'],
    crossTenant: (world) => world.as.rita.delete(application(world)),
  },
]
