import { randomUUID } from 'node:crypto'
import type { AccessWorld } from '#support/access-world.ts'
import type { OperationCase } from '#support/operation-case.ts'

const identity = { nomNaissance: 'KANARI', prenoms: ['Ada'], anneeDateNaissance: 1980 }
const file = { api: 'quotient-familial', identity, quality: 'applicant', valid_until: '2027-01-01T00:00:00Z' }

function declare({ as, organizations }: AccessWorld, changes: object = {}) {
  const body = { environment: 'production', files: [{ ...file, notify_changes: true, ...changes }] }
  return as.denis.post(`/organizations/${organizations.valmont}/subject-registrations`, body)
}

const registrations = ({ organizations }: AccessWorld) =>
  `/organizations/${organizations.valmont}/subject-registrations`
const protection = () => ({ identity: { nomNaissance: randomUUID() }, reason: 'Threatened witness' })

export const subjectCases: readonly OperationCase[] = [
  {
    operation: 'registerSubjects',
    success: declare,
    status: 201,
    refusal: (world) => declare(world, { identity: { couleur: 'bleu' } }),
    refused: [400, 'invalid-request'],
    crossTenant: (world) => world.as.rita.post(registrations(world), { environment: 'production', files: [file] }),
  },
  {
    operation: 'listSubjectRegistrations',
    async success(world) {
      await declare(world, { case_reference: 'DOSSIER-9' })
      return world.as.aude.get(`${registrations(world)}?state=active&case_reference=DOSSIER-9`)
    },
    status: 200,
    refusal: (world) => world.as.odile.get(registrations(world)),
    refused: [403, 'permission-denied'],
    crossTenant: (world) => world.as.rita.get(registrations(world)),
  },
  {
    operation: 'revokeSubjectRegistration',
    async success(world) {
      const made = await declare(world)
      return world.as.denis.delete(`${registrations(world)}/${made.json.registrations[0].id}`)
    },
    status: 204,
    refusal: (world) => world.as.aude.delete(`${registrations(world)}/${randomUUID()}`),
    refused: [403, 'permission-denied'],
    async crossTenant(world) {
      const made = await declare(world)
      const own = `/organizations/${world.organizations.rival}/subject-registrations`
      return world.as.rita.delete(`${own}/${made.json.registrations[0].id}`)
    },
  },
  {
    operation: 'countSubjectRegistrations',
    async success(world) {
      await declare(world)
      return world.as.carl.get('/catalog/apis/quotient-familial/subject-registrations')
    },
    status: 200,
    refusal: ({ as }) => as.ada.get('/catalog/apis/no-such-api/subject-registrations'),
    refused: [404, 'not-found'],
    crossTenant: ({ as }) => as.nina.get('/catalog/apis/quotient-familial/subject-registrations'),
  },
  {
    operation: 'announceSubjectChange',
    async success(world) {
      await declare(world)
      const body = { environment: 'production', identity, kind: 'corrected' }
      return world.as.claude.post('/catalog/apis/quotient-familial/subject-changes', body)
    },
    status: 200,
    refusal: ({ as }) =>
      as.carl.post('/catalog/apis/quotient-familial/subject-changes', {
        environment: 'production',
        identity,
        kind: 'corrected',
      }),
    refused: [403, 'permission-denied'],
    crossTenant: ({ as }) =>
      as.nina.post('/catalog/apis/quotient-familial/subject-changes', {
        environment: 'production',
        identity,
        kind: 'corrected',
      }),
  },
  {
    operation: 'listProtectedPersons',
    async success({ as }) {
      await as.ada.post('/protected-persons', protection())
      return as.alix.get('/protected-persons')
    },
    status: 200,
    refusal: ({ as }) => as.olga.get('/protected-persons'),
    refused: [403, 'permission-denied'],
    crossTenant: 'The platform has one list.',
  },
  {
    operation: 'protectPerson',
    success: ({ as }) => as.ada.post('/protected-persons', protection()),
    status: 201,
    async refusal({ as }) {
      const person = protection()
      await as.ada.post('/protected-persons', person)
      return as.ada.post('/protected-persons', { ...person, reason: 'Another reason' })
    },
    refused: [409, 'already-protected'],
    crossTenant: 'The platform has one list.',
  },
  {
    operation: 'endProtection',
    async success({ as }) {
      const made = await as.ada.post('/protected-persons', protection())
      return as.ada.delete(`/protected-persons/${made.json.id}`)
    },
    status: 204,
    refusal: ({ as }) => as.alix.delete(`/protected-persons/${randomUUID()}`),
    refused: [403, 'permission-denied'],
    crossTenant: 'The platform has one list.',
  },
]
