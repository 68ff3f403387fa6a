import { signStatement } from '#core/audit/checkpoint-key.ts'
import type { AccessWorld } from '#support/access-world.ts'
import { testAuditKeys } from '#support/audit-keys.ts'
import type { HttpAnswer } from '#support/http-exchange.ts'
import type { OperationCase } from '#support/operation-case.ts'
import { recordExchanges } from '#support/record-exchanges.ts'

const everybody = 'Checkpoints and proofs are for everybody.'
const { witness, witnessId } = testAuditKeys()

async function cosign(world: AccessWorld, sign: (body: string) => string): Promise<HttpAnswer> {
  await recordExchanges(world, 2)
  const { items } = (await world.as.nobody.get('/audit/checkpoints')).json as {
    items: { number: number; body: string }[]
  }
  const { number, body } = items.at(-1)!
  return world.as.nobody.post(`/audit/checkpoints/${number}/cosignatures`, {
    witness: witnessId,
    signature: sign(body),
  })
}

const personSearch = {
  scheme: 'nir',
  value: '1840675056001',
  reason: 'Réclamation 2026-114 de la personne',
  from: '2026-02-01',
  to: '2026-03-02',
}

async function asked(world: AccessWorld): Promise<string> {
  return (await world.as.alix.post('/audit/person-searches', personSearch)).json.id
}

function decide(world: AccessWorld, by: 'ada' | 'alix', id: string): Promise<HttpAnswer> {
  return world.as[by].post(`/audit/person-searches/${id}/decision`, { verdict: 'approve' })
}

export const auditCases: readonly OperationCase[] = [
  {
    operation: 'getAudit',
    success: (world) => world.as.ada.get('/audit'),
    status: 200,
    refusal: (world) => world.as.olga.get('/audit'),
    refused: [403, 'permission-denied'],
    crossTenant: 'There is one log: who may not see its state is told so.',
  },
  {
    operation: 'searchRecords',
    async success(world) {
      await recordExchanges(world, 2)
      return world.as.alix.get('/audit/records?api=quotient-familial&outcome=answered')
    },
    status: 200,
    refusal: (world) => world.as.olga.get('/audit/records'),
    refused: [403, 'permission-denied'],
    crossTenant: 'There is one log: who may not search it is told so.',
  },
  {
    operation: 'exportRecords',
    async success(world) {
      await recordExchanges(world, 2)
      return world.as.alix.get('/audit/records/export?format=csv')
    },
    status: 200,
    refusal: (world) => world.as.carl.get('/audit/records/export'),
    refused: [403, 'permission-denied'],
    crossTenant: 'There is one log: who may not read it is told so.',
  },
  {
    operation: 'requestPersonSearch',
    success: (world) => world.as.alix.post('/audit/person-searches', personSearch),
    status: 201,
    refusal: (world) => world.as.olga.post('/audit/person-searches', personSearch),
    refused: [403, 'permission-denied'],
    crossTenant: 'There is one log: who may not search it is told so.',
  },
  {
    operation: 'listPersonSearches',
    success: (world) => world.as.alix.get('/audit/person-searches'),
    status: 200,
    refusal: (world) => world.as.claude.get('/audit/person-searches'),
    refused: [403, 'permission-denied'],
    crossTenant: 'There is one log: who may not search it is told so.',
  },
  {
    operation: 'decidePersonSearch',
    success: async (world) => decide(world, 'ada', await asked(world)),
    status: 200,
    refusal: async (world) => decide(world, 'alix', await asked(world)),
    refused: [403, 'four-eyes'],
    crossTenant: (world) => decide(world, 'ada', world.organizations.valmont),
  },
  {
    operation: 'readPersonSearch',
    async success(world) {
      const id = await asked(world)
      await decide(world, 'ada', id)
      return world.as.alix.get(`/audit/person-searches/${id}/records`)
    },
    status: 200,
    refusal: async (world) => world.as.alix.get(`/audit/person-searches/${await asked(world)}/records`),
    refused: [409, 'wrong-state'],
    crossTenant: (world) => world.as.alix.get(`/audit/person-searches/${world.organizations.valmont}/records`),
  },
  {
    operation: 'listCheckpoints',
    success: (world) => world.as.nobody.get('/audit/checkpoints'),
    status: 200,
    refusal: (world) => world.as.nobody.get('/audit/checkpoints?after=-1'),
    refused: [400, 'invalid-request'],
    crossTenant: everybody,
  },
  {
    operation: 'cosignCheckpoint',
    success: (world) => cosign(world, (body) => signStatement(witness, 'cosignature', body)),
    status: 204,
    refusal: (world) => cosign(world, (body) => signStatement(witness, 'checkpoint', body)),
    refused: [403, 'permission-denied'],
    crossTenant: 'A witness belongs to no organization of the platform.',
  },
  {
    operation: 'getConsistencyProof',
    async success(world) {
      await recordExchanges(world, 5)
      const shard = new Date(world.clock.now()).toISOString().slice(0, 7)
      return world.as.nobody.get(`/audit/consistency?shard=${shard}&from=2&to=5`)
    },
    status: 200,
    refusal: (world) => world.as.nobody.get('/audit/consistency?shard=1999-01&from=2&to=5'),
    refused: [404, 'not-found'],
    crossTenant: everybody,
  },
  {
    operation: 'getInclusionProof',
    async success(world) {
      const [receipt] = await recordExchanges(world, 3)
      return world.as.nobody.get(`/audit/inclusion?receipt=${receipt}`)
    },
    status: 200,
    refusal: (world) => world.as.nobody.get('/audit/inclusion?receipt=no-receipt-at-all'),
    refused: [400, 'invalid-request'],
    crossTenant: everybody,
  },
]
