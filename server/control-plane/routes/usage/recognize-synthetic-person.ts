import { recognizePerson } from '#core/usage/recognize-person.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('recognizeSyntheticPerson', async ({ actor, params, body }, deps) => {
  const index = await deps.unitOfWork.read((tx) =>
    recognizePerson(tx, deps, actor, params.application_id, params.request_id, body.references),
  )
  return { status: 200, body: { index } }
})
