/** Where one limit of the plan stands after this call, for the RateLimit headers. */
export interface LimitState {
  readonly name: string
  readonly limit: number
  readonly remaining: number
  readonly resetMs: number
  readonly windowSeconds: number
}
