import { protectPerson } from '#core/subjects/protect-person.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentProtectedPerson } from './present-protected-person.ts'

export const operation = defineOperation('protectPerson', async ({ actor, body, change }, deps) => {
  return change(async (tx) => {
    const person = await protectPerson(tx, deps, actor, body)
    return { status: 201, body: presentProtectedPerson(person) }
  })
})
