import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'
import { consult, logIn, openMonth, subjectOf } from '#support/person-caller.ts'

const field = 'data.quotient_familial.valeur'
const statement = 'My quotient was another one in March.'
let count = 0

async function submitted(world: AccessWorld): Promise<string> {
  await openMonth(world, '2026-03')
  count += 1
  const request_id = `request-${count}`
  await consult(world, request_id, [await subjectOf(world, 'maya', '2026-03')])
  const maya = await logIn(world, 'maya')
  const answer = await maya.post('/person/error-reports', { request_id, field, kind: 'wrong_value', statement })
  return answer.json.id
}

export const errorReportCases: readonly OperationCase[] = [
  {
    operation: 'listErrorReports',
    async success(world) {
      await submitted(world)
      return world.as.carl.get(`/organizations/${world.organizations.cnaf}/error-reports`)
    },
    status: 200,
    refusal: ({ as, organizations }) => as.carl.get(`/organizations/${organizations.cnaf}/error-reports?state=lost`),
    refused: [400, 'invalid-request'],
    crossTenant: ({ as, organizations }) => as.olga.get(`/organizations/${organizations.cnaf}/error-reports`),
  },
  {
    operation: 'treatErrorReport',
    async success(world) {
      return world.as.carl.post(`/error-reports/${await submitted(world)}/steps`, { to: 'acknowledged' })
    },
    status: 200,
    async refusal(world) {
      return world.as.carl.post(`/error-reports/${await submitted(world)}/steps`, { to: 'corrected', text: statement })
    },
    refused: [409, 'wrong-state'],
    async crossTenant(world) {
      return world.as.olga.post(`/error-reports/${await submitted(world)}/steps`, { to: 'acknowledged' })
    },
  },
]
