import type { Provider } from 'oidc-provider'
import type { IssuerEvent } from '../issuer-event.ts'

/** Tells the observer what the library did, without tokens, codes or cookies. */
export function observePeopleProvider(provider: Provider, observe: (event: IssuerEvent) => void): void {
  provider.on('grant.success', (ctx) => observe({ type: 'token_issued', client_id: ctx.oidc.client?.clientId ?? null }))
  provider.on('grant.error', (ctx, error) => {
    observe({
      type: 'token_refused',
      client_id: ctx.oidc.entities.Client?.clientId ?? null,
      error: error.message,
      detail: (error as { error_detail?: string }).error_detail ?? null,
    })
  })
  const onServerError = (error: unknown) => observe({ type: 'server_error', cause: error })
  provider.on('server_error', (_ctx, error) => onServerError(error))
  provider.on('error' as 'server_error', onServerError)
}
