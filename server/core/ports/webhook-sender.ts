/** One delivery to an address that a developer gave. */
export interface WebhookRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
}

/** A status, or why there is none: nothing else of the answer is read or kept. */
export type WebhookOutcome =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'failed'; readonly reason: 'address-refused' | 'unreachable' | 'timeout' }

/**
 * POSTs to addresses we do not control: special-use addresses are refused on the address the connection uses,
 * redirects are not followed, the answer's body is not read, and it never takes more than ten seconds. Never throws.
 */
export type SendWebhook = (request: WebhookRequest) => Promise<WebhookOutcome>
