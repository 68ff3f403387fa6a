import { Unavailable } from '#core/errors.ts'
import { checkSpeaker } from '../check-message.ts'
import type { InternalAnswer, InternalDeps, InternalRequest } from '../internal-request.ts'

/** Tells a gateway the keys of pseudonyms. They travel here and nowhere else: neither in the snapshot nor to issuers. */
export async function subjectKeys(deps: InternalDeps, request: InternalRequest): Promise<InternalAnswer> {
  checkSpeaker(request.node, {}, 'gateway')
  if (deps.subjectKeys === undefined) throw new Unavailable({ problem: 'unavailable' })
  return { status: 200, body: await deps.subjectKeys() }
}
