import type { AccessWorld } from '#support/access-world.ts'
import type { HttpAnswer } from '#support/http-exchange.ts'
import type { OperationCase } from '#support/operation-case.ts'

const told = (fr: string) => ({ fallback: 'fr', texts: { fr } })

function incidentOf(target: string) {
  return { target, severity: 'outage', title: told('Passerelle muette'), text: told('Nous cherchons.') }
}

async function opened(world: AccessWorld): Promise<string> {
  const target = `provider:${world.organizations.cnaf}`
  return (await world.as.claude.post('/incidents', incidentOf(target))).json.id
}

const update = async (world: AccessWorld, as: 'claude' | 'denis'): Promise<HttpAnswer> =>
  world.as[as].post(`/incidents/${await opened(world)}/updates`, { stage: 'resolved', text: told('Rétabli.') })

export const incidentCases: readonly OperationCase[] = [
  {
    operation: 'listIncidents',
    async success(world) {
      await opened(world)
      return world.as.nobody.get('/incidents?state=open')
    },
    status: 200,
    refusal: (world) => world.as.nobody.get('/incidents?state=unknown'),
    refused: [400, 'invalid-request'],
    crossTenant: 'Incidents are for everybody.',
  },
  {
    operation: 'openIncident',
    success: (world) => world.as.ada.post('/incidents', incidentOf('platform')),
    status: 201,
    refusal: (world) => world.as.claude.post('/incidents', incidentOf('platform')),
    refused: [403, 'permission-denied'],
    crossTenant: 'Every target is public: who may not speak for it is told so.',
  },
  {
    operation: 'updateIncident',
    success: (world) => update(world, 'claude'),
    status: 201,
    refusal: (world) => update(world, 'denis'),
    refused: [403, 'permission-denied'],
    crossTenant: 'Incidents are public: who may not speak of one is told so.',
  },
]
