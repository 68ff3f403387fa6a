import type { Limit } from '#core/quotas/limit.ts'

/** A limit and the counter it is counted by. */
export interface CountedLimit {
  readonly key: string
  readonly limit: Pick<Limit, 'name' | 'limit' | 'hard'>
  /** Seconds. */
  readonly window: number
}

/** What an application may do at once and within a minute on an API, by all its live grants. */
export interface BurstRules {
  /** Environment, application and API: what calls in progress are counted by. */
  readonly key: string
  /** Null when one of the grants has no limit. */
  readonly concurrency: number | null
  readonly limits: readonly CountedLimit[]
}
