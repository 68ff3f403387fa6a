import { randomUUID } from 'node:crypto'
import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'
import { siretOf } from '#support/siret.ts'

const valmont = ({ organizations }: AccessWorld) => `/organizations/${organizations.valmont}`
const rival = ({ organizations }: AccessWorld) => `/organizations/${organizations.rival}`

async function memberOf(world: AccessWorld, path: string, name: string): Promise<{ id: string; etag: string }> {
  const { json } = await world.as.ada.get(`${path}/members`)
  const member = json.items.find((one: { name: string }) => one.name === name)
  return { id: member.id, etag: `"${member.version}"` }
}

async function etagOf(world: AccessWorld, path: string): Promise<string> {
  return (await world.as.ada.get(path)).headers.etag ?? ''
}

export const organizationCases: readonly OperationCase[] = [
  {
    operation: 'listOrganizations',
    success: ({ as }) => as.olga.get('/organizations?kind=consumer&q=valmont'),
    status: 200,
    refusal: ({ as }) => as.olga.get('/organizations?kind=club'),
    refused: [400, 'invalid-request'],
    crossTenant: 'A list holds only what its reader may see; tested beside the cases.',
  },
  {
    operation: 'createOrganization',
    success: ({ as }) =>
      as.solo.post('/organizations', {
        kind: 'consumer',
        name: 'Syndicat des mobilités',
        identifiers: [{ scheme: 'fr:siret', value: siretOf(1) }],
      }),
    status: 201,
    async refusal({ as }) {
      const body = { kind: 'editor', name: 'Twice', identifiers: [{ scheme: 'fr:siret', value: siretOf(2) }] }
      await as.solo.post('/organizations', body)
      return as.rita.post('/organizations', body)
    },
    refused: [409, 'organization-exists'],
    crossTenant: 'Every person may create one.',
  },
  {
    operation: 'getOrganization',
    success: (world) => world.as.aude.get(valmont(world)),
    status: 200,
    refusal: ({ as }) => as.aude.get('/organizations/not-a-uuid'),
    refused: [400, 'invalid-request'],
    crossTenant: (world) => world.as.rita.get(valmont(world)),
  },
  {
    operation: 'updateOrganization',
    success: async (world) =>
      world.as.olga.patch(valmont(world), { name: 'Valmont' }, await etagOf(world, valmont(world))),
    status: 200,
    refusal: (world) => world.as.denis.patch(valmont(world), { name: 'Denis' }, '"1"'),
    refused: [403, 'permission-denied'],
    crossTenant: (world) => world.as.rita.patch(valmont(world), { name: 'Rita' }, '"1"'),
  },
  {
    operation: 'verifyOrganization',
    success: async (world) => {
      const path = `/organizations/${world.organizations.newcomer}`
      return world.as.ada.put(`${path}/verification`, { verification: 'mandate' }, await etagOf(world, path))
    },
    status: 200,
    refusal: (world) => world.as.olga.put(`${valmont(world)}/verification`, { verification: 'operator' }, '"1"'),
    refused: [403, 'permission-denied'],
    crossTenant: (world) => world.as.rita.put(`${valmont(world)}/verification`, { verification: 'operator' }, '"1"'),
  },
  {
    operation: 'suspendOrganization',
    success: (world) => world.as.ada.put(`${rival(world)}/suspension`, { reason: 'Invoices' }),
    status: 200,
    refusal: (world) => world.as.odile.put(`${rival(world)}/suspension`, { reason: 'A reviewer is no administrator' }),
    refused: [403, 'permission-denied'],
    crossTenant: (world) => world.as.edgar.put(`${valmont(world)}/suspension`, { reason: 'Rivalry' }),
  },
  {
    operation: 'resumeOrganization',
    success: (world) => world.as.ada.delete(`${rival(world)}/suspension`),
    status: 200,
    refusal: (world) => world.as.olga.delete(`${valmont(world)}/suspension`),
    refused: [403, 'permission-denied'],
    crossTenant: (world) => world.as.edgar.delete(`${valmont(world)}/suspension`),
  },
  {
    operation: 'listMembers',
    success: (world) => world.as.aude.get(`${valmont(world)}/members?page_size=2`),
    status: 200,
    refusal: (world) => world.as.aude.get(`${valmont(world)}/members?cursor=nonsense`),
    refused: [400, 'invalid-request'],
    crossTenant: (world) => world.as.rita.get(`${valmont(world)}/members`),
  },
  {
    operation: 'inviteMember',
    success: (world) =>
      world.as.olga.post(`${valmont(world)}/members`, { email: 'Nino@example.test', roles: ['developer'] }),
    status: 201,
    refusal: (world) =>
      world.as.olga.post(`${valmont(world)}/members`, { email: 'edgar@example.test', roles: ['reviewer'] }),
    refused: [422, 'role-not-offered'],
    crossTenant: (world) =>
      world.as.rita.post(`${valmont(world)}/members`, { email: 'rita@example.test', roles: ['owner'] }),
  },
  {
    operation: 'updateMember',
    async success(world) {
      const { id, etag } = await memberOf(world, valmont(world), 'denis')
      return world.as.olga.patch(`${valmont(world)}/members/${id}`, { roles: ['developer', 'auditor'] }, etag)
    },
    status: 200,
    async refusal(world) {
      const { id, etag } = await memberOf(world, valmont(world), 'olga')
      return world.as.olga.patch(`${valmont(world)}/members/${id}`, { roles: ['developer'] }, etag)
    },
    refused: [409, 'last-owner'],
    async crossTenant(world) {
      const { id, etag } = await memberOf(world, valmont(world), 'denis')
      return world.as.rita.patch(`${rival(world)}/members/${id}`, { roles: ['developer'] }, etag)
    },
  },
  {
    operation: 'removeMember',
    async success(world) {
      const { id } = await memberOf(world, valmont(world), 'nino')
      return world.as.nino.delete(`${valmont(world)}/members/${id}`)
    },
    status: 204,
    async refusal(world) {
      const { id } = await memberOf(world, valmont(world), 'aude')
      return world.as.denis.delete(`${valmont(world)}/members/${id}`)
    },
    refused: [403, 'permission-denied'],
    async crossTenant(world) {
      const { id } = await memberOf(world, valmont(world), 'aude')
      return world.as.rita.delete(`${valmont(world)}/members/${id}`)
    },
  },
  {
    operation: 'acceptMember',
    async success(world) {
      const invited = { email: 'solo@example.test', roles: ['auditor'] }
      const { json } = await world.as.olga.post(`${valmont(world)}/members`, invited)
      return world.as.solo.put(`${valmont(world)}/members/${json.id}/acceptance`, undefined)
    },
    status: 200,
    async refusal(world) {
      const invited = { email: 'edgar@example.test', roles: ['auditor'] }
      const { json } = await world.as.olga.post(`${valmont(world)}/members`, invited)
      return world.as.olga.put(`${valmont(world)}/members/${json.id}/acceptance`, undefined)
    },
    refused: [403, 'permission-denied'],
    async crossTenant(world) {
      const { id } = await memberOf(world, valmont(world), 'edgar')
      return world.as.rita.put(`${valmont(world)}/members/${id}/acceptance`, undefined)
    },
  },
  {
    operation: 'listMachines',
    success: (world) => world.as.aude.get(`${valmont(world)}/machines`),
    status: 200,
    refusal: (world) => world.as.nobody.get(`${valmont(world)}/machines`),
    refused: [401, 'unauthenticated'],
    crossTenant: (world) => world.as.rita.get(`${valmont(world)}/machines`),
  },
  {
    operation: 'createMachine',
    success: (world) => world.as.olga.post(`${valmont(world)}/machines`, { label: 'CI', roles: ['developer'] }),
    status: 201,
    refusal: (world) => world.as.olga.post(`${valmont(world)}/machines`, { label: 'CI', roles: ['owner'] }),
    refused: [422, 'role-not-offered'],
    crossTenant: (world) => world.as.rita.post(`${valmont(world)}/machines`, { label: 'CI', roles: ['developer'] }),
  },
  {
    operation: 'deleteMachine',
    async success(world) {
      const { json } = await world.as.olga.post(`${valmont(world)}/machines`, { label: 'Old', roles: ['developer'] })
      return world.as.olga.delete(`${valmont(world)}/machines/${json.machine.id}`)
    },
    status: 204,
    async refusal(world) {
      const { id } = await memberOf(world, valmont(world), 'CI')
      return world.as.denis.delete(`${valmont(world)}/machines/${id}`)
    },
    refused: [403, 'permission-denied'],
    crossTenant: (world) => world.as.rita.delete(`${valmont(world)}/machines/${randomUUID()}`),
  },
]
