import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentProtectedPerson } from './present-protected-person.ts'

export const operation = defineOperation('listProtectedPersons', async ({ actor }, deps) => {
  authorize(actor, 'protected-persons.read')
  const persons = await deps.unitOfWork.read((tx) => deps.protectedPersons.list(tx))
  return { status: 200, body: { items: persons.map(presentProtectedPerson) } }
})
