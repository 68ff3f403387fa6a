/** What issuers tell an observer (logs, metrics). Never a secret, a token or an assertion. */
export type IssuerEvent =
  | { readonly type: 'token_issued'; readonly client_id: string | null }
  | {
      readonly type: 'token_refused'
      readonly client_id: string | null
      /** OAuth error code as answered. */
      readonly error: string
      /** Private reason, for our log only. */
      readonly detail: string | null
    }
  | { readonly type: 'login_succeeded'; readonly account_id: string }
  | { readonly type: 'login_refused'; readonly reason: 'credentials' | 'throttled' | 'suspended' }
  | { readonly type: 'server_error'; readonly cause: unknown }
