import { updateApi } from '#core/catalog/update-api.ts'
import { checkVersion } from '#core/check-version.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentApiDetail } from './present-api.ts'

export const operation = defineOperation('updateApi', async ({ actor, params, body, ifMatch }, deps) => {
  const api = await deps.unitOfWork.transaction((tx) =>
    updateApi(tx, deps, actor, params, body, (version) => checkVersion(version, ifMatch)),
  )
  return { status: 200, body: presentApiDetail(api, true), version: api.lock_version }
})
