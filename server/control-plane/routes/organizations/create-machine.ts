import { createMachine } from '#core/organizations/create-machine.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentMachine } from '../../presenters/present-machine.ts'

export const operation = defineOperation('createMachine', async ({ actor, params, body, change }, deps) => {
  return change(async (tx) => {
    const { machine, secret } = await createMachine(tx, deps, actor, params.organization_id, body)
    return { status: 201, body: { machine: presentMachine(machine), client_secret: secret } }
  })
})
