import type { OperationCase } from '#support/operation-case.ts'

export const eventCases: readonly OperationCase[] = [
  {
    operation: 'listEvents',
    async success({ as, organizations }) {
      await as.denis.post(`/organizations/${organizations.valmont}/applications`, { name: 'Leaves a trace' })
      return as.aude.get(`/organizations/${organizations.valmont}/events`)
    },
    status: 200,
    refusal: ({ as, organizations }) => as.odile.get(`/organizations/${organizations.valmont}/events`),
    refused: [403, 'permission-denied'],
    crossTenant: ({ as, organizations }) => as.rita.get(`/organizations/${organizations.valmont}/events`),
  },
  {
    operation: 'listAllEvents',
    success: ({ as }) => as.ada.get('/events?page_size=1'),
    status: 200,
    refusal: ({ as }) => as.olga.get('/events'),
    refused: [403, 'permission-denied'],
    crossTenant: 'The platform has one history.',
  },
]
