import { hash } from 'node:crypto'
import type { EventStore } from '../events/event.ts'
import type { Clock } from '../ports/clock.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Publication, PublicationFiles, PublicationKind, PublicationStore } from './publication.ts'

export interface PublishDeps {
  readonly publications: PublicationStore
  readonly events: EventStore
  readonly clock: Clock
}

/** What an act of publication is about, in the audit log. */
export function publicationSubject(kind: PublicationKind, month: string): string {
  return `${kind}/${month}`
}

/**
 * Publishes the files of a month once. The act that says so carries their digests, so that a checkpoint of the audit
 * log proves what was published. Null when it was published before.
 */
export async function publishMonth(
  tx: Transaction,
  deps: PublishDeps,
  kind: PublicationKind,
  month: string,
  files: PublicationFiles,
): Promise<Publication | null> {
  const publication: Publication = {
    kind,
    month,
    json_sha256: hash('sha256', files.json, 'hex'),
    csv_sha256: hash('sha256', files.csv, 'hex'),
    published_at: new Date(deps.clock.now()).toISOString(),
  }
  if (!(await deps.publications.insert(tx, publication, files))) return null
  await deps.events.append(tx, {
    type: 'publication.published',
    actor: { kind: 'system', id: null },
    organization_id: null,
    subject_type: 'publication',
    subject_id: publicationSubject(kind, month),
    data: { json_sha256: publication.json_sha256, csv_sha256: publication.csv_sha256 },
  })
  return publication
}
