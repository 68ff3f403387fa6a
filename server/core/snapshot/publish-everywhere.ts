import type { Transaction } from '../ports/unit-of-work.ts'
import type { Effect } from './snapshot.ts'
import type { EffectAwaiter, SnapshotChange, SnapshotPublisher } from './snapshot-publisher.ts'

/** What both environments must have applied before a change holds everywhere. */
export interface Revisions {
  readonly sandbox: number
  readonly production: number
}

/** Publishes in both environments, always in the same order, so that two changes cannot wait for each other. */
export async function publishEverywhere(
  tx: Transaction,
  deps: { readonly publisher: SnapshotPublisher },
  changes: Readonly<Record<keyof Revisions, readonly SnapshotChange[]>>,
): Promise<Revisions> {
  const sandbox = await deps.publisher.publish(tx, 'sandbox', changes.sandbox)
  const production = await deps.publisher.publish(tx, 'production', changes.production)
  return { sandbox, production }
}

/** One effect for both environments: effective when both are; the revision is production's. */
export async function effectEverywhere(
  deps: { readonly effects: EffectAwaiter },
  revisions: Revisions,
): Promise<Effect> {
  const [production, sandbox] = await Promise.all([
    deps.effects.effectOf('production', revisions.production),
    deps.effects.effectOf('sandbox', revisions.sandbox),
  ])
  return {
    revision: production.revision,
    effective: production.effective && sandbox.effective,
    silent: [...production.silent, ...sandbox.silent],
  }
}
