import type { OperationCase } from '#support/operation-case.ts'

export const systemCases: readonly OperationCase[] = [
  {
    operation: 'getSystem',
    success: (world) => world.as.ada.get('/system'),
    status: 200,
    refusal: (world) => world.as.olga.get('/system'),
    refused: [403, 'permission-denied'],
    crossTenant: 'There is one system: who may not see it is told so.',
  },
]
