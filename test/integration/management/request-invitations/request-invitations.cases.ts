import type { AccessWorld } from '#support/access-world.ts'
import { buildAccessContent } from '#support/build-access-content.ts'
import type { OperationCase } from '#support/operation-case.ts'

/** Path of the invitations of a request that the editor made to be copied. */
async function template(world: AccessWorld): Promise<string> {
  const { json } = await world.as.edgar.post('/access-requests', {
    application_id: world.applications.editor,
    content: buildAccessContent(),
  })
  return `/access-requests/${json.id}/invitations`
}

async function invited(world: AccessWorld) {
  const path = await template(world)
  const { json } = await world.as.edgar.post(path, { labels: ['Métropole de Valmont'] })
  return { path, id: json.items[0].id as string, token: json.items[0].token as string }
}

const labels = { labels: ['Métropole de Valmont', 'Communauté de Rive'] }

export const requestInvitationCases: readonly OperationCase[] = [
  {
    operation: 'inviteAuthorities',
    success: async (world) => world.as.edgar.post(await template(world), labels),
    status: 201,
    async refusal(world) {
      const { json } = await world.as.olga.post('/access-requests', { application_id: world.applications.valmont })
      return world.as.olga.post(`/access-requests/${json.id}/invitations`, labels)
    },
    refused: [422, 'invalid-request'],
    crossTenant: async (world) => world.as.rita.post(await template(world), labels),
  },
  {
    operation: 'listRequestInvitations',
    success: async (world) => world.as.edgar.get((await invited(world)).path),
    status: 200,
    refusal: async (world) => world.as.nobody.get((await invited(world)).path),
    refused: [401, 'unauthenticated'],
    crossTenant: async (world) => world.as.rita.get((await invited(world)).path),
  },
  {
    operation: 'withdrawRequestInvitation',
    async success(world) {
      const { path, id } = await invited(world)
      return world.as.edgar.delete(`${path}/${id}`)
    },
    status: 204,
    async refusal(world) {
      const { path, id } = await invited(world)
      await world.as.edgar.delete(`${path}/${id}`)
      return world.as.edgar.delete(`${path}/${id}`)
    },
    refused: [409, 'wrong-state'],
    async crossTenant(world) {
      const { path, id } = await invited(world)
      return world.as.rita.delete(`${path}/${id}`)
    },
  },
  {
    operation: 'getRequestInvitation',
    success: async (world) => world.as.olga.get(`/request-invitation?token=${(await invited(world)).token}`),
    status: 200,
    refusal: (world) => world.as.olga.get(`/request-invitation?token=${'x'.repeat(43)}`),
    refused: [404, 'not-found'],
    crossTenant: 'whoever holds the link reads what it leads to',
  },
  {
    operation: 'acceptRequestInvitation',
    async success(world) {
      const { token } = await invited(world)
      const beneficiary_id = world.organizations.valmont
      return world.as.olga.post('/request-invitation/acceptance', { token, beneficiary_id })
    },
    status: 201,
    async refusal(world) {
      const { token } = await invited(world)
      const beneficiary_id = world.organizations.valmont
      return world.as.denis.post('/request-invitation/acceptance', { token, beneficiary_id })
    },
    refused: [403, 'permission-denied'],
    async crossTenant(world) {
      const { token } = await invited(world)
      const beneficiary_id = world.organizations.valmont
      return world.as.rita.post('/request-invitation/acceptance', { token, beneficiary_id })
    },
  },
]
