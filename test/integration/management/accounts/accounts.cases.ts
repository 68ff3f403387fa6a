import { managementCaller } from '#support/management-caller.ts'
import type { OperationCase } from '#support/operation-case.ts'
import { siretOf } from '#support/siret.ts'

const nobodyElse = 'It is about the signed-in account alone.'
const password = 'correct horse battery'

export const accountCases: readonly OperationCase[] = [
  {
    operation: 'createAccount',
    success: ({ as }) => as.nobody.post('/accounts', { email: 'New@example.test', password, name: 'New' }),
    status: 201,
    refusal: ({ as }) => as.nobody.post('/accounts', { email: 'olga@example.test', password, name: 'Olga' }),
    refused: [409, 'email-taken'],
    crossTenant: 'Everybody may sign up.',
  },
  {
    operation: 'getMe',
    success: ({ as }) => as.olga.get('/me'),
    status: 200,
    refusal: ({ as }) => as.nobody.get('/me'),
    refused: [401, 'unauthenticated'],
    crossTenant: nobodyElse,
  },
  {
    operation: 'updateMe',
    success: ({ as }) => as.olga.patch('/me', { name: 'Olga Verte', locale: 'en' }, '"1"'),
    status: 200,
    refusal: ({ as }) => as.olga.patch('/me', { email: 'other@example.test' }, '"1"'),
    refused: [400, 'invalid-request'],
    crossTenant: nobodyElse,
  },
  {
    operation: 'changePassword',
    async success({ as, url }) {
      const made = await as.nobody.post('/accounts', { email: 'pat@example.test', password, name: 'Pat' })
      const pat = managementCaller(url, made.json.id)
      return pat.put('/me/password', { current_password: password, new_password: 'another long one' })
    },
    status: 204,
    refusal: ({ as }) =>
      as.denis.put('/me/password', { current_password: 'a wrong guess', new_password: 'another long one' }),
    refused: [400, 'invalid-request'],
    crossTenant: nobodyElse,
  },
  {
    operation: 'endSessions',
    success: ({ as }) => as.denis.delete('/me/sessions'),
    status: 204,
    refusal: ({ as }) => as.nobody.delete('/me/sessions'),
    refused: [401, 'unauthenticated'],
    crossTenant: nobodyElse,
  },
  {
    operation: 'listMyOrganizations',
    success: ({ as }) => as.olga.get('/me/organizations?page_size=10'),
    status: 200,
    refusal: ({ as }) => as.olga.get('/me/organizations?page_size=0'),
    refused: [400, 'invalid-request'],
    crossTenant: nobodyElse,
  },
  {
    operation: 'requestMembership',
    async success({ as }) {
      const identifier = { scheme: 'fr:siret', value: siretOf(701) }
      await as.olga.post('/organizations', { kind: 'consumer', name: 'Asked', identifiers: [identifier] })
      return as.solo.post('/me/memberships', { identifier, roles: ['developer'] })
    },
    status: 201,
    refusal: ({ as }) =>
      as.solo.post('/me/memberships', {
        identifier: { scheme: 'fr:siret', value: '12345678901234' },
        roles: ['developer'],
      }),
    refused: [400, 'invalid-request'],
    crossTenant: ({ as }) =>
      as.solo.post('/me/memberships', {
        identifier: { scheme: 'fr:siret', value: siretOf(799) },
        roles: ['developer'],
      }),
  },
]
