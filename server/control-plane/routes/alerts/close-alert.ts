import { closeAlert } from '#core/detection/close-alert.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentAlert } from './present-alert.ts'

export const operation = defineOperation('closeAlert', async ({ actor, params, body }, deps) => {
  const alert = await deps.unitOfWork.transaction((tx) =>
    closeAlert(tx, deps, actor, params.alert_id, body.conclusion.trim()),
  )
  return { status: 200, body: presentAlert(alert) }
})
