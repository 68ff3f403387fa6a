import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentCredential } from '../../presenters/present-credential.ts'

export const operation = defineOperation('listAllCredentials', async ({ actor, query }, deps) => {
  authorize(actor, 'credentials.inventory')
  const now = deps.clock.now()
  const utc = (instant: string | undefined) => (instant === undefined ? null : new Date(instant).toISOString())
  const filter = {
    environment: query.environment ?? null,
    kind: query.credential_kind ?? null,
    state: query.credential_state ?? null,
    createdBefore: utc(query.created_before),
    expiresBefore: utc(query.expires_before),
    unusedSince: utc(query.unused_since),
  }
  const found = await deps.unitOfWork.read((tx) =>
    deps.inventory.list(tx, filter, new Date(now).toISOString(), pageOf(query)),
  )
  const body = renderPage(found, ({ credential, ...owner }) => ({
    ...owner,
    credential: presentCredential(credential, now),
  }))
  return { status: 200, body }
})
