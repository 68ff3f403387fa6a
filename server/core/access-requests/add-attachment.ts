import { createHash } from 'node:crypto'
import type { Actor } from '../accounts/actor.ts'
import { Conflict, InvalidInput } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AccessRequestDeps } from './access-request-deps.ts'
import { type Attachment, mostAttachments } from './attachment.ts'
import { checkAttachment } from './check-attachment.ts'
import { dossierRelations } from './dossier-relations.ts'
import { loadDossier } from './load-dossier.ts'
import { recordStep } from './record-step.ts'
import { positionOf } from './review.ts'
import { checkStep } from './transitions.ts'

/**
 * Joins a document while the request may be edited: what deciders vote on does not move under them.
 * @throws InvalidInput, Conflict `wrong-state` when it is being reviewed or has ten documents.
 */
export async function addAttachment(
  tx: Transaction,
  deps: AccessRequestDeps,
  actor: Actor,
  requestId: string,
  document: { readonly name: string; readonly content: string },
): Promise<Attachment> {
  const dossier = await loadDossier(tx, deps, requestId, 'lock')
  authorize(actor, 'access-request.write', dossierRelations(dossier))
  checkStep(positionOf(dossier), 'edit')
  const bytes = Buffer.from(document.content, 'base64')
  // Node's decoder skips what is not base64: only what comes back the same was.
  if (bytes.toString('base64') !== document.content) {
    const error = { field: '/content', rule: 'base64', message: 'Send the bytes in base64 (RFC 4648 section 4).' }
    throw new InvalidInput({ problem: 'invalid-request', errors: [error] })
  }
  const { name, type } = checkAttachment(document.name, bytes)
  const known = await deps.requests.listAttachments(tx, requestId)
  if (known.length >= mostAttachments) {
    throw new Conflict({ problem: 'wrong-state', detail: `A request has at most ${mostAttachments} documents.` })
  }
  const attachment: Attachment = {
    id: deps.random.uuid(),
    access_request_id: requestId,
    name,
    media_type: type,
    size_bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    added_by: actor.account_id,
    created_at: new Date(deps.clock.now()).toISOString(),
  }
  await deps.requests.insertAttachment(tx, attachment, bytes)
  await recordStep(tx, deps, actor, dossier.request, 'document_added', { name, sha256: attachment.sha256 })
  return attachment
}
