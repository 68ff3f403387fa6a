import { Unavailable } from '#core/errors.ts'
import { checkMessage, checkSpeaker } from '../check-message.ts'
import type { InternalAnswer, InternalDeps, InternalRequest } from '../internal-request.ts'
import { messageSchemas } from '../message-schemas.ts'

/** Whether an organization keeps a file on a person, by the hash of who it is, in the environment of the gateway. */
export async function check(deps: InternalDeps, request: InternalRequest): Promise<InternalAnswer> {
  const { organization_id, api, identity_hash } = checkMessage(messageSchemas.check, request.body)
  const { environment } = checkSpeaker(request.node, {}, 'gateway')
  const { subjectRegistrations } = deps
  if (subjectRegistrations === undefined) throw new Unavailable({ problem: 'unavailable' })
  const now = deps.clock.now()
  const question = { environment, organization_id, api, identity_hash }
  const until = await deps.unitOfWork.read((tx) =>
    subjectRegistrations.liveUntil(tx, question, new Date(now).toISOString()),
  )
  const ends_in_ms = until === null ? 0 : Math.max(0, Date.parse(until) - now)
  return { status: 200, body: { format_version: 1, registered: ends_in_ms > 0, ends_in_ms } }
}
