/** What our hooks learn about one token request while the library answers it. */
export interface TokenExchange {
  /** Credential that proved the client; becomes the token's `cred`. */
  credentialId?: string
  /** When the presented assertion says it was issued, ms since the epoch; gone once it is used up. */
  assertionIssuedAt?: number | undefined
}

/** Remembers exchanges for as long as the library keeps their context. */
export function createTokenExchanges(): (ctx: object) => TokenExchange {
  const exchanges = new WeakMap<object, TokenExchange>()
  return (ctx) => {
    const known = exchanges.get(ctx)
    if (known) return known
    const fresh: TokenExchange = {}
    exchanges.set(ctx, fresh)
    return fresh
  }
}
