import type { Actor } from '#core/accounts/actor.ts'
import type { ExpectedVersion } from '#core/check-version.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import type { operations } from '../generated/management.ts'
import type { ManagementDeps } from '../management-deps.ts'

export type OperationId = keyof operations

type Parameters<Id extends OperationId> = operations[Id]['parameters']
type OrEmpty<T> = [T] extends [never] ? Readonly<Record<never, never>> : Readonly<T>

type Path<Id extends OperationId> = OrEmpty<NonNullable<Parameters<Id>['path']>>
type Query<Id extends OperationId> = OrEmpty<NonNullable<Parameters<Id>['query']>>
type Body<Id extends OperationId> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer Content } }
}
  ? Content
  : undefined

type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T

type Success = 200 | 201 | 202 | 204
interface Envelope {
  /** Version of the resource for its ETag; without one the ETag is a digest of the body. */
  readonly version?: number
  readonly headers?: Readonly<Record<string, string>>
  /** An answer of another media type than JSON, written as it comes; `headers` name its type. */
  readonly stream?: AsyncIterable<string | Uint8Array>
}

/** What a handler may answer, by the specification. Refusals are thrown as domain errors. */
export type Answer<Id extends OperationId> = {
  [Status in keyof operations[Id]['responses'] & Success]: operations[Id]['responses'][Status] extends {
    content: { 'application/json': infer Content }
  }
    ? Envelope & { readonly status: Status; readonly body: DeepReadonly<Content> }
    : Envelope & { readonly status: Status; readonly body?: undefined }
}[keyof operations[Id]['responses'] & Success]

/** A request that matches the specification. */
export interface OperationRequest<Id extends OperationId, Who = Actor> {
  readonly actor: Who
  readonly params: Path<Id>
  readonly query: Query<Id>
  readonly body: Body<Id>
  /** From If-Match; `*` where the operation asks for none. */
  readonly ifMatch: ExpectedVersion
  readonly requestId: string
  /** Token of a person's session (`Octroi-Person-Session`), for operations about oneself; null without one. */
  readonly personSession: string | null
  readonly remoteAddress: string
  /**
   * The transaction of an operation that takes an Idempotency-Key: its answer is remembered in the
   * same transaction, so that whatever is killed when, a retry neither repeats nor loses the change.
   */
  change(work: (tx: Transaction) => Promise<Answer<Id>>): Promise<Answer<Id>>
}

/** An operation of the management API, ready for the table in `operations.ts`. */
export interface Operation {
  readonly id: OperationId
  /** Whether it answers without a token. */
  readonly isPublic: boolean
  handle(request: OperationRequest<never, never>, deps: ManagementDeps): Promise<Answer<never>>
}

type Handler<Id extends OperationId, Who> = (
  request: OperationRequest<Id, Who>,
  deps: ManagementDeps,
) => Promise<Answer<Id>>

/** An operation for signed-in accounts. */
export function defineOperation<Id extends OperationId>(id: Id, handler: Handler<Id, Actor>): Operation {
  return { id, isPublic: false, handle: handler as unknown as Operation['handle'] }
}

/** An operation for everybody (`security: []`); `actor` is null without a token. */
export function definePublicOperation<Id extends OperationId>(id: Id, handler: Handler<Id, Actor | null>): Operation {
  return { id, isPublic: true, handle: handler as unknown as Operation['handle'] }
}

/** A file for everybody, whatever media types the specification names. */
export function definePublicDownload<Id extends OperationId>(
  id: Id,
  handler: (
    request: OperationRequest<Id, Actor | null>,
    deps: ManagementDeps,
  ) => Promise<Envelope & { readonly status: 200; readonly stream: AsyncIterable<string> }>,
): Operation {
  return { id, isPublic: true, handle: handler as unknown as Operation['handle'] }
}
