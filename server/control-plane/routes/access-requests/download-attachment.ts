import { dossierRelations } from '#core/access-requests/dossier-relations.ts'
import { loadDossier } from '#core/access-requests/load-dossier.ts'
import { NotFound } from '#core/errors.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('downloadAttachment', async ({ actor, params }, deps) => {
  const { attachment, bytes } = await deps.unitOfWork.read(async (tx) => {
    const dossier = await loadDossier(tx, deps, params.access_request_id)
    authorize(actor, 'access-request.read', dossierRelations(dossier))
    const found = await deps.requests.loadAttachment(tx, params.access_request_id, params.attachment_id)
    if (found === null) throw new NotFound({ problem: 'not-found' })
    return found
  })
  return {
    status: 200,
    headers: {
      'Content-Type': attachment.media_type,
      'Content-Length': String(bytes.length),
      // Never shown in a page of ours: what somebody sent is saved, and read outside.
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.name).replace(/['()]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
    stream: once(bytes),
  }
})

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
