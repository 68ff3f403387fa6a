import { checkMessage, checkSpeaker } from '../check-message.ts'
import type { InternalAnswer, InternalDeps, InternalRequest } from '../internal-request.ts'
import { messageSchemas } from '../message-schemas.ts'

/** Keeps what a node serves; its revision is the acknowledgement that a revocation waits for. */
export async function report(deps: InternalDeps, request: InternalRequest): Promise<InternalAnswer> {
  const message = checkMessage(messageSchemas.report, request.body)
  checkSpeaker(request.node, message, 'any')
  await deps.unitOfWork.transaction((tx) => deps.nodeStore.report(tx, message))
  deps.reportSignal.notify()
  return { status: 204 }
}
