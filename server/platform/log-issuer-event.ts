import type { IssuerEvent } from '#authorization-server/issuer-event.ts'
import type { Logger } from '#kit/logger.ts'

/** What an issuer observed, at the level an operator would want it. */
export function logIssuerEvent(logger: Logger, issuer: string, event: IssuerEvent): void {
  const { type, ...facts } = event
  if (event.type === 'server_error') logger.error('the issuer failed', { issuer, error: event.cause })
  else if (type === 'token_refused' || type === 'login_refused') logger.info(type, { issuer, ...facts })
  else logger.debug(type, { issuer, ...facts })
}
