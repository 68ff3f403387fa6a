import { updateAccessRequest } from '#core/access-requests/update-access-request.ts'
import { checkVersion } from '#core/check-version.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentAccessRequest } from './present-access-request.ts'
import { readContent } from './read-content.ts'

export const operation = defineOperation('updateAccessRequest', async ({ actor, params, body, ifMatch }, deps) => {
  const dossier = await deps.unitOfWork.transaction((tx) =>
    updateAccessRequest(tx, deps, actor, params.access_request_id, readContent(body.content), (version) =>
      checkVersion(version, ifMatch),
    ),
  )
  return { status: 200, body: presentAccessRequest(actor, dossier, deps), version: dossier.request.version }
})
