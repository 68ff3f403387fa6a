import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'
import { draftAccess, submitAccess } from '#support/request-access.ts'

async function draft(world: AccessWorld): Promise<string> {
  return `/access-requests/${(await draftAccess(world)).id}`
}

async function submitted(world: AccessWorld): Promise<string> {
  const path = await draft(world)
  await submitAccess(world, path.split('/').at(-1) ?? '')
  return path
}

/** The path of the provider's decision, and a ballot on the present content. */
async function decision(world: AccessWorld) {
  const path = await submitted(world)
  const { json } = await world.as.olga.get(path)
  return {
    votes: `${path}/decisions/${json.decisions[0].id}/votes`,
    ballot: { verdict: 'approve', content_hash: json.content_hash as string },
  }
}

/** A draft with one document, and that document's path. */
async function withDocument(world: AccessWorld): Promise<string> {
  const path = `${await draft(world)}/attachments`
  const { json } = await world.as.denis.post(path, deliberation)
  return `${path}/${json.id}`
}

const deliberation = { name: 'deliberation.pdf', content: Buffer.from('%PDF-1.7 fictif').toString('base64') }
const creation = (world: AccessWorld) => ({ application_id: world.applications.valmont })
const terms = { terms_accepted: true, data_protection_officer_informed: true }
const title = { content: { title: 'Autre titre' } }

export const accessRequestCases: readonly OperationCase[] = [
  {
    operation: 'listAccessRequests',
    async success(world) {
      await submitted(world)
      return world.as.carl.get('/access-requests?view=to_review')
    },
    status: 200,
    refusal: (world) => world.as.carl.get('/access-requests?state=no_such_state'),
    refused: [400, 'invalid-request'],
    crossTenant: (world) => world.as.rita.get(`/access-requests?organization_id=${world.organizations.valmont}`),
  },
  {
    operation: 'createAccessRequest',
    success: (world) => world.as.denis.post('/access-requests', creation(world)),
    status: 201,
    refusal: (world) => world.as.aude.post('/access-requests', creation(world)),
    refused: [403, 'permission-denied'],
    crossTenant: (world) => world.as.rita.post('/access-requests', creation(world)),
  },
  {
    operation: 'getAccessRequest',
    success: async (world) => world.as.carl.get(await submitted(world)),
    status: 200,
    refusal: async (world) => world.as.nobody.get(await draft(world)),
    refused: [401, 'unauthenticated'],
    crossTenant: async (world) => world.as.rita.get(await submitted(world)),
  },
  {
    operation: 'updateAccessRequest',
    success: async (world) => world.as.denis.patch(await draft(world), title, '*'),
    status: 200,
    refusal: async (world) => world.as.denis.patch(await draft(world), title, '"77"'),
    refused: [412, 'precondition-failed'],
    crossTenant: async (world) => world.as.rita.patch(await draft(world), title, '*'),
  },
  {
    operation: 'submitAccessRequest',
    success: async (world) => world.as.denis.post(`${await draft(world)}/submission`, terms),
    status: 200,
    refusal: async (world) => world.as.denis.post(`${await submitted(world)}/submission`, terms),
    refused: [409, 'wrong-state'],
    crossTenant: async (world) => world.as.rita.post(`${await draft(world)}/submission`, terms),
  },
  {
    operation: 'voteOnDecision',
    async success(world) {
      const { votes, ballot } = await decision(world)
      return world.as.carl.post(votes, ballot)
    },
    status: 200,
    async refusal(world) {
      const { votes, ballot } = await decision(world)
      return world.as.carl.post(votes, { ...ballot, content_hash: '0'.repeat(64) })
    },
    refused: [409, 'content-changed'],
    async crossTenant(world) {
      const { votes, ballot } = await decision(world)
      return world.as.nina.post(votes, ballot)
    },
  },
  {
    operation: 'archiveAccessRequest',
    success: async (world) => world.as.denis.post(`${await draft(world)}/archive`),
    status: 200,
    refusal: async (world) => world.as.denis.post(`${await submitted(world)}/archive`),
    refused: [409, 'wrong-state'],
    crossTenant: async (world) => world.as.rita.post(`${await draft(world)}/archive`),
  },
  {
    operation: 'listMessages',
    async success(world) {
      const path = `${await submitted(world)}/messages`
      await world.as.carl.post(path, { text: 'Quel barème ?' })
      return world.as.olga.get(path)
    },
    status: 200,
    refusal: async (world) => world.as.olga.get(`${await draft(world)}/messages?cursor=nonsense`),
    refused: [400, 'invalid-request'],
    crossTenant: async (world) => world.as.rita.get(`${await submitted(world)}/messages`),
  },
  {
    operation: 'addMessage',
    success: async (world) => world.as.carl.post(`${await submitted(world)}/messages`, { text: 'Quel barème ?' }),
    status: 201,
    refusal: async (world) => world.as.aude.post(`${await draft(world)}/messages`, { text: 'Je lis seulement.' }),
    refused: [403, 'permission-denied'],
    crossTenant: async (world) => world.as.nina.post(`${await submitted(world)}/messages`, { text: 'Bonjour' }),
  },
  {
    operation: 'addAttachment',
    success: async (world) => world.as.denis.post(`${await draft(world)}/attachments`, deliberation),
    status: 201,
    refusal: async (world) => world.as.denis.post(`${await submitted(world)}/attachments`, deliberation),
    refused: [409, 'wrong-state'],
    crossTenant: async (world) => world.as.rita.post(`${await draft(world)}/attachments`, deliberation),
  },
  {
    operation: 'listAttachments',
    success: async (world) => world.as.aude.get((await withDocument(world)).replace(/\/[^/]+$/, '')),
    status: 200,
    refusal: async (world) => world.as.nobody.get(`${await draft(world)}/attachments`),
    refused: [401, 'unauthenticated'],
    crossTenant: async (world) => world.as.rita.get(`${await draft(world)}/attachments`),
  },
  {
    operation: 'downloadAttachment',
    success: async (world) => world.as.olga.get(await withDocument(world)),
    status: 200,
    refusal: async (world) => world.as.olga.get(`${await draft(world)}/attachments/${world.applications.valmont}`),
    refused: [404, 'not-found'],
    crossTenant: async (world) => world.as.rita.get(await withDocument(world)),
  },
  {
    operation: 'removeAttachment',
    success: async (world) => world.as.denis.delete(await withDocument(world)),
    status: 204,
    refusal: async (world) => world.as.aude.delete(await withDocument(world)),
    refused: [403, 'permission-denied'],
    crossTenant: async (world) => world.as.rita.delete(await withDocument(world)),
  },
  {
    operation: 'resolveRemark',
    async success(world) {
      const path = `${await submitted(world)}/messages`
      const { json } = await world.as.carl.post(path, { text: 'Quel barème ?', field: 'purpose' })
      return world.as.carl.put(`${path}/${json.id}/resolution`, undefined)
    },
    status: 200,
    async refusal(world) {
      const path = `${await submitted(world)}/messages`
      const { json } = await world.as.carl.post(path, { text: 'Quel barème ?' })
      return world.as.carl.put(`${path}/${json.id}/resolution`, undefined)
    },
    refused: [409, 'wrong-state'],
    async crossTenant(world) {
      const path = `${await submitted(world)}/messages`
      const { json } = await world.as.carl.post(path, { text: 'Quel barème ?', field: 'purpose' })
      return world.as.rita.put(`${path}/${json.id}/resolution`, undefined)
    },
  },
  {
    operation: 'getAccessRequestEvidence',
    success: async (world) => world.as.carl.get(`${await submitted(world)}/evidence`),
    status: 200,
    refusal: async (world) => world.as.nobody.get(`${await draft(world)}/evidence`),
    refused: [401, 'unauthenticated'],
    crossTenant: async (world) => world.as.rita.get(`${await submitted(world)}/evidence`),
  },
  {
    operation: 'listSubmissions',
    success: async (world) => world.as.carl.get(`${await submitted(world)}/submissions`),
    status: 200,
    refusal: async (world) => world.as.nobody.get(`${await draft(world)}/submissions`),
    refused: [401, 'unauthenticated'],
    crossTenant: async (world) => world.as.rita.get(`${await submitted(world)}/submissions`),
  },
  {
    operation: 'listAccessRequestHistory',
    success: async (world) => world.as.aude.get(`${await submitted(world)}/history`),
    status: 200,
    refusal: async (world) => world.as.nobody.get(`${await draft(world)}/history`),
    refused: [401, 'unauthenticated'],
    crossTenant: async (world) => world.as.rita.get(`${await submitted(world)}/history`),
  },
]
