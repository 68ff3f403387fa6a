import type { Transaction } from '../ports/unit-of-work.ts'
import type { AccessRequestContent } from './access-request.ts'
import type { Dossier } from './dossier.ts'
import type { SubmissionStore } from './submission.ts'

/**
 * Keeps what is handed in now. While an authorization runs, reviewers compare with what was authorized:
 * a reopening that came to nothing in between says nothing about it.
 */
export async function keepSubmission(
  tx: Transaction,
  store: SubmissionStore,
  dossier: Dossier,
  submitted: {
    readonly content: AccessRequestContent
    readonly content_hash: string
    readonly submitted_by: string
    readonly submitted_at: string
  },
): Promise<void> {
  const known = await store.listSubmissions(tx, dossier.request.id)
  const { running } = dossier
  const authorized = known.filter((one) => running !== null && one.content_hash === running.content_hash)
  const previous = authorized.at(-1) ?? known.at(-1)
  await store.addSubmission(tx, {
    ...submitted,
    access_request_id: dossier.request.id,
    number: (known.at(-1)?.number ?? 0) + 1,
    previous_number: previous?.number ?? null,
  })
}
