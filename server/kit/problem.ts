/** Media type of RFC 9457 problem documents. */
export const problemMediaType = 'application/problem+json'

/** An RFC 9457 problem document with the members every surface of ours adds. */
export interface ProblemDocument {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly instance?: string
  readonly request_id?: string
  readonly errors?: readonly { readonly field: string; readonly rule: string; readonly message: string }[]
  readonly [extension: string]: unknown
}
