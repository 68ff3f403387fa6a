/** How a reply is spoiled on its way to the gateway, as a failing provider would. */
export const faults = ['empty', 'reset', 'slow-body', 'malformed-json', 'partial-data', 'stale'] as const

export type Fault = (typeof faults)[number]

/** Milliseconds before a reply leaves: always the same, or drawn anew for each call. */
export type Delay =
  | { readonly kind: 'fixed'; readonly ms: number }
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number }

/** An error told instead of the ordinary answer. */
export interface ForcedError {
  readonly kind: 'error'
  readonly status: number
  /** Five digits, or three that follow the two of the provider. */
  readonly code: string
  readonly stage: 'control' | 'identification' | 'fund' | null
  readonly title: string
  /** What happened, and what a client does about it. */
  readonly detail: string
  readonly explain: string
  readonly retryInSeconds?: number
}

/** What a scenario does to a call. */
export type Effect =
  | ForcedError
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'delay'; readonly delay: Delay }
