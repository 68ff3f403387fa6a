import { registerSubjects } from '#core/subjects/register-subjects.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentRegistration } from './present-registration.ts'

export const operation = defineOperation('registerSubjects', async ({ actor, params, body, change }, deps) => {
  return change(async (tx) => {
    const { environment, files } = body
    const made = await registerSubjects(tx, deps, actor, params.organization_id, environment, files)
    const now = deps.clock.now()
    return { status: 201, body: { registrations: made.map((one) => presentRegistration(one, now)) } }
  })
})
