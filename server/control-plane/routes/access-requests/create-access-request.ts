import { createAccessRequest } from '#core/access-requests/create-access-request.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentAccessRequest } from './present-access-request.ts'
import { readContent } from './read-content.ts'

export const operation = defineOperation('createAccessRequest', ({ actor, body, change }, deps) =>
  change(async (tx) => {
    const dossier = await createAccessRequest(tx, deps, actor, {
      application_id: body.application_id,
      beneficiary_id: body.beneficiary_id ?? null,
      use_case: body.use_case ?? null,
      content: readContent(body.content),
    })
    return { status: 201, body: presentAccessRequest(actor, dossier, deps), version: dossier.request.version }
  }),
)
