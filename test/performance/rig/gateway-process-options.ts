/** What a measured gateway is made of; passed to its process as JSON. */
export interface GatewayProcessOptions {
  /** Origin of the upstream. */
  readonly upstream: string
  readonly publicJwk: Record<string, unknown>
  readonly operations: number
  readonly applications: number
  /** `none` keeps no record at all, to show what records cost. Answers wait for `durable` records; `buffered` ones are written in groups that nobody waits for. */
  readonly records: 'none' | 'buffered' | 'durable'
  readonly recordsDir: string
  readonly fastPath: boolean
  readonly tls: { readonly cert: string; readonly key: string } | null
}
