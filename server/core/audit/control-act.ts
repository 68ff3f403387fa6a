import type { AdministrativeEvent } from '../events/event.ts'

/** The chain of administrative acts: one for the life of the platform. */
export const controlChain = { gateway: 'control', chain: 'control' } as const

/** An administrative act as it was recorded in the transaction that did it. */
export interface RecordedAct extends AdministrativeEvent {
  readonly id: string
  readonly at: string
}

interface ActPlace {
  readonly seq: number
  readonly previous: string
}

/** The line of an act: the same hash chain as a gateway's, in the chain of control. */
export function actLine({ seq, previous }: ActPlace, act: RecordedAct): string {
  return JSON.stringify({
    format_version: 1,
    ...controlChain,
    seq,
    previous,
    at: act.at,
    event_id: act.id,
    type: act.type,
    actor: { kind: act.actor.kind, id: act.actor.id },
    organization_id: act.organization_id,
    subject_type: act.subject_type,
    subject_id: act.subject_id,
    data: act.data,
  })
}
