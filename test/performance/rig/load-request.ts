export interface LoadRequest {
  readonly port: number
  readonly tls: boolean
  readonly connections: number
  readonly seconds: number
  /** Asked in turn. */
  readonly paths: readonly string[]
  /** JSON array of access tokens. */
  readonly tokensFile: string
  /** Share of calls made with the first token alone; the others take the tokens in turn. */
  readonly hotShare: number
}

export interface LoadReport {
  readonly calls: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Answers by status; `closed` where the connection ended without one. */
  readonly statuses: Readonly<Record<string, number>>
}
