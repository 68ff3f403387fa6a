import type { Transaction } from '../ports/unit-of-work.ts'

export const publicationKinds = ['register', 'service-levels'] as const
export type PublicationKind = (typeof publicationKinds)[number]

/** What was published about a month: it stays as it was, under the digests the audit log holds. */
export interface Publication {
  readonly kind: PublicationKind
  /** `YYYY-MM` of the pack's time zone. */
  readonly month: string
  readonly json_sha256: string
  readonly csv_sha256: string
  readonly published_at: string
}

export interface PublicationFiles {
  readonly json: string
  readonly csv: string
}

export interface PublicationStore {
  /** False when this month was published already, by whichever replica: the first stays. */
  insert(tx: Transaction, publication: Publication, files: PublicationFiles): Promise<boolean>
  /** Newest month first. */
  list(tx: Transaction, kind: PublicationKind | null): Promise<readonly Publication[]>
  load(tx: Transaction, kind: PublicationKind, month: string): Promise<(Publication & PublicationFiles) | null>
}
