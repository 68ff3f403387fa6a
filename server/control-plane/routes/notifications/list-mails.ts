import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'

export const operation = defineOperation('listMails', async ({ actor, query }, deps) => {
  authorize(actor, 'system.read')
  const page = await deps.unitOfWork.read((tx) => deps.notifications.listMails(tx, pageOf(query)))
  return {
    status: 200,
    body: renderPage(page, ({ id, address, subject, body, state, attempts, created_at, sent_at }) => ({
      id,
      address,
      subject,
      body,
      state,
      attempts,
      created_at,
      sent_at,
    })),
  }
})
