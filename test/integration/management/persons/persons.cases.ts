import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'
import { consult, logIn, openMonth, personCaller, subjectOf } from '#support/person-caller.ts'

const nobodyElse = 'A session is of one person: there is nothing of somebody else to ask for.'
const field = 'data.quotient_familial.valeur'
const statement = 'My quotient was another one in March.'
let count = 0

async function consulted(world: AccessWorld): Promise<string> {
  await openMonth(world, '2026-03')
  count += 1
  const request = `request-${count}`
  await consult(world, request, [await subjectOf(world, 'maya', '2026-03')])
  return request
}

async function reported(world: AccessWorld): Promise<string> {
  const request_id = await consulted(world)
  const maya = await logIn(world, 'maya')
  const { json } = await maya.post('/person/error-reports', { request_id, field, kind: 'wrong_value', statement })
  for (const [to, text] of [['acknowledged'], ['in_analysis'], ['explained', 'The figure is that of January.']]) {
    await world.as.carl.post(`/error-reports/${json.id}/steps`, text ? { to, text } : { to })
  }
  return json.id
}

const ended = (world: AccessWorld) => personCaller(world, 'x'.repeat(43))

export const personCases: readonly OperationCase[] = [
  {
    operation: 'openPersonSession',
    success: ({ as }) => as.nobody.post('/person-sessions', { access_token: 'maya' }),
    status: 200,
    refusal: ({ as }) => as.nobody.post('/person-sessions', { access_token: 'maya#elsewhere' }),
    refused: [401, 'unauthenticated'],
    crossTenant: nobodyElse,
  },
  {
    operation: 'closePersonSession',
    success: async (world) => (await logIn(world, 'maya')).delete('/person-session'),
    status: 204,
    refusal: (world) => ended(world).delete('/person-session'),
    refused: [401, 'unauthenticated'],
    crossTenant: nobodyElse,
  },
  {
    operation: 'listConsultations',
    async success(world) {
      await consulted(world)
      return (await logIn(world, 'maya')).get('/person/consultations')
    },
    status: 200,
    refusal: ({ as }) => as.nobody.get('/person/consultations'),
    refused: [401, 'unauthenticated'],
    crossTenant: nobodyElse,
  },
  {
    operation: 'getPersonCoverage',
    success: async (world) => (await logIn(world, 'maya')).get('/person/coverage'),
    status: 200,
    refusal: (world) => ended(world).get('/person/coverage'),
    refused: [401, 'unauthenticated'],
    crossTenant: nobodyElse,
  },
  {
    operation: 'reportError',
    async success(world) {
      const request_id = await consulted(world)
      const maya = await logIn(world, 'maya')
      return maya.post('/person/error-reports', { request_id, field, kind: 'wrong_value', statement })
    },
    status: 201,
    async refusal(world) {
      const request_id = await consulted(world)
      const body = { request_id, field: 'data.other', kind: 'wrong_value', statement }
      return (await logIn(world, 'maya')).post('/person/error-reports', body)
    },
    refused: [400, 'invalid-request'],
    async crossTenant(world) {
      const request_id = await consulted(world)
      const theo = await logIn(world, 'theo')
      return theo.post('/person/error-reports', { request_id, field, kind: 'wrong_value', statement })
    },
  },
  {
    operation: 'listMyErrorReports',
    async success(world) {
      await reported(world)
      return (await logIn(world, 'maya')).get('/person/error-reports')
    },
    status: 200,
    refusal: (world) => ended(world).get('/person/error-reports'),
    refused: [401, 'unauthenticated'],
    crossTenant: nobodyElse,
  },
  {
    operation: 'contestAnswer',
    async success(world) {
      const id = await reported(world)
      return (await logIn(world, 'maya')).post(`/person/error-reports/${id}/contest`, { statement })
    },
    status: 200,
    async refusal(world) {
      const id = await reported(world)
      const maya = await logIn(world, 'maya')
      await maya.post(`/person/error-reports/${id}/contest`, { statement })
      return maya.post(`/person/error-reports/${id}/contest`, { statement })
    },
    refused: [409, 'wrong-state'],
    async crossTenant(world) {
      const id = await reported(world)
      return (await logIn(world, 'theo')).post(`/person/error-reports/${id}/contest`, { statement })
    },
  },
]
