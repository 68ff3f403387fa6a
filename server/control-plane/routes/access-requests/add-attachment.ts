import { addAttachment } from '#core/access-requests/add-attachment.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentAttachment } from './present-attachment.ts'

export const operation = defineOperation('addAttachment', ({ actor, params, body, change }, deps) =>
  change(async (tx) => {
    const attachment = await addAttachment(tx, deps, actor, params.access_request_id, body)
    return { status: 201, body: presentAttachment(attachment) }
  }),
)
