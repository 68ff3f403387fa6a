import { addMessage } from '#core/access-requests/add-message.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentMessage } from './present-message.ts'

export const operation = defineOperation('addMessage', ({ actor, params, body, change }, deps) =>
  change(async (tx) => {
    const message = await addMessage(tx, deps, actor, params.access_request_id, body.text, body.field ?? null)
    return { status: 201, body: presentMessage(message) }
  }),
)
