import type { ProblemSlug } from './problems/catalog.ts'

/** One rule that one field of the input broke. `field` is a JSON pointer or a parameter name. */
export interface FieldError {
  readonly field: string
  readonly rule: string
  readonly message: string
}

interface DomainErrorOptions {
  /** Stable slug of the problem page; also the last segment of the problem's `type`. */
  readonly problem: ProblemSlug
  /** Public sentence for this occurrence: what is wrong and what to do. */
  readonly detail?: string
  readonly errors?: readonly FieldError[]
  /** Machine-readable extension members of the problem document. */
  readonly extensions?: Readonly<Record<string, unknown>>
  /** Never leaves the process; logged once at the edge. */
  readonly cause?: unknown
}

/** A condition the rules foresee. Surfaces map it to HTTP in one place; nothing else may throw on purpose. */
export abstract class DomainError extends Error {
  abstract readonly status: number
  readonly problem: ProblemSlug
  readonly detail: string
  readonly errors: readonly FieldError[]
  readonly extensions: Readonly<Record<string, unknown>>

  constructor(options: DomainErrorOptions) {
    super(options.detail ?? options.problem, { cause: options.cause })
    this.name = new.target.name
    this.problem = options.problem
    this.detail = options.detail ?? ''
    this.errors = options.errors ?? []
    this.extensions = options.extensions ?? {}
  }
}

/** The request is malformed or breaks a rule of its schema. */
export class InvalidInput extends DomainError {
  override readonly status = 400
}

/** No credential, or one that proves nothing. */
export class Unauthenticated extends DomainError {
  override readonly status = 401
}

/** The caller is known and may not do this. Across organizations use NotFound instead. */
export class Forbidden extends DomainError {
  override readonly status = 403
}

/** Absent, or not visible to this caller: the two are never told apart. */
export class NotFound extends DomainError {
  override readonly status = 404
}

/** The state of the resource forbids this now (wrong state, duplicate, in flight). */
export class Conflict extends DomainError {
  override readonly status = 409
}

/** If-Match named a version that is no longer current (RFC 9110 section 13.1.1). */
export class PreconditionFailed extends DomainError {
  override readonly status = 412
}

/** The body exceeds what the operation accepts. */
export class PayloadTooLarge extends DomainError {
  override readonly status = 413
}

/** The body is in a form the operation does not read. */
export class UnsupportedMediaType extends DomainError {
  override readonly status = 415
}

/** The path exists with other methods, which `extensions.allow` lists. */
export class MethodNotAllowed extends DomainError {
  override readonly status = 405
}

/** An edit came without If-Match (RFC 6585 section 3). */
export class PreconditionRequired extends DomainError {
  override readonly status = 428
}

/** Well-formed, and refused by a business rule. */
export class Unprocessable extends DomainError {
  override readonly status = 422
}

export class TooManyRequests extends DomainError {
  override readonly status = 429
}

/** Something we depend on did not answer; the caller may try again. Never a 401 or 403. */
export class Unavailable extends DomainError {
  override readonly status = 503
}
