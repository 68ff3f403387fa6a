import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Actor } from '#core/accounts/actor.ts'
import { InvalidInput, MethodNotAllowed, NotFound, Unauthenticated } from '#core/errors.ts'
import { tokenHash } from '#core/nodes/token-hash.ts'
import type { AccessTokenVerifier } from '#core/oauth/access-token-verifier.ts'
import { canonicalJson } from '#kit/canonical-json.ts'
import type { ManagementDeps } from '../management-deps.ts'
import { compileSpecification, type SpecifiedOperation } from './compile-specification.ts'
import type { Operation, OperationRequest } from './operation.ts'
import { hasBody, readJsonBody } from './read-json-body.ts'
import { readIdempotencyKey, readIfMatch } from './request-headers.ts'
import { createValidatorFactory, type RequestValidator } from './request-validator.ts'
import { type PlainAnswer, runOnce } from './run-once.ts'

/** What arrives: the message, and its target below `/management/v1`. */
export interface ApiRequest {
  readonly message: IncomingMessage
  readonly path: string
  readonly search: string
  readonly requestId: string
  readonly remoteAddress: string
}

export interface ManagementApi {
  /** Carries one request out. @throws domain errors, for one place to render. */
  answer(request: ApiRequest): Promise<{
    status: number
    headers: Record<string, string>
    text: string | null
    stream: AsyncIterable<string | Uint8Array> | null
  }>
}

interface Route {
  readonly specified: SpecifiedOperation
  readonly operation: Operation
  /** Compiled when the operation is first asked for: all of them at once would hold up the start. */
  readonly validator: () => RequestValidator
}

/** The path, decoded segment by segment after matching, so that an encoded slash stays inside its segment. */
function paramsOf(specified: SpecifiedOperation, match: RegExpExecArray): Record<string, string> {
  try {
    return Object.fromEntries(specified.pathNames.map((name, at) => [name, decodeURIComponent(match[at + 1] ?? '')]))
  } catch {
    throw new InvalidInput({ problem: 'malformed-request', detail: 'The path has a broken percent-encoding.' })
  }
}

function etagOf(answer: PlainAnswer, text: string): string {
  if (answer.version !== undefined) return `"${answer.version}"`
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
}

function personSessionOf({ headers }: IncomingMessage): string | null {
  const header = headers['octroi-person-session']
  return typeof header === 'string' && /^[\w-]{43}$/.test(header) ? header : null
}

function checkTable(specified: SpecifiedOperation, operation: Operation): void {
  if (specified.isPublic !== operation.isPublic)
    throw new TypeError(`${operation.id} must be public in the specification and in its definition, or in neither.`)
}

/** The management API: the specification's operations, each carried out by the operation of the table. */
export function createManagementApi(
  specification: object,
  table: readonly Operation[],
  verifier: AccessTokenVerifier,
  deps: ManagementDeps,
): ManagementApi {
  const makeValidator = createValidatorFactory(specification)
  const routes = compileSpecification(specification).flatMap<Route>((specified) => {
    const operation = table.find((one) => one.id === specified.id)
    if (operation === undefined) return []
    checkTable(specified, operation)
    let compiled: RequestValidator | undefined
    const validator = () => {
      compiled ??= makeValidator(specified)
      return compiled
    }
    return [{ specified, operation, validator }]
  })

  function route(method: string, path: string): { route: Route; match: RegExpExecArray } {
    const matches = routes.flatMap((one) => {
      const match = one.specified.pattern.exec(path)
      return match === null ? [] : [{ route: one, match }]
    })
    const wanted = method === 'HEAD' ? 'GET' : method
    const found = matches.find((one) => one.route.specified.method === wanted)
    if (found !== undefined) return found
    if (matches.length === 0) throw new NotFound({ problem: 'not-found' })
    const allow = [...new Set(matches.map((one) => one.route.specified.method))].join(', ')
    throw new MethodNotAllowed({ problem: 'method-not-allowed', extensions: { allow } })
  }

  async function authenticate(message: IncomingMessage, isPublic: boolean): Promise<Actor | null> {
    const header = message.headers.authorization
    if (header === undefined && isPublic) return null
    const token = /^Bearer ([\w\-.~+/]{1,2000}=*)$/i.exec(header ?? '')?.[1]
    const actor = token === undefined ? null : await verifier.verify(token)
    if (actor === null) throw new Unauthenticated({ problem: 'unauthenticated' })
    return actor
  }

  async function carryOut(request: ApiRequest): Promise<PlainAnswer> {
    const { message } = request
    const { route: found, match } = route(message.method ?? 'GET', request.path)
    const { specified, operation } = found
    const actor = await authenticate(message, operation.isPublic)
    const validator = found.validator()
    const params = validator.params(paramsOf(specified, match))
    const query = validator.query(new URLSearchParams(request.search))
    const ifMatch = specified.needsIfMatch ? readIfMatch(message.headers['if-match']) : '*'
    const header = message.headers['idempotency-key']
    const key = specified.needsIdempotencyKey ? readIdempotencyKey(Array.isArray(header) ? header[0] : header) : null
    if (specified.bodyPointer === null && hasBody(message))
      throw new InvalidInput({ problem: 'malformed-request', detail: 'This operation takes no body.' })
    const body =
      specified.bodyPointer === null ? undefined : validator.body(await readJsonBody(message, specified.maxBodyBytes))
    const { requestId, remoteAddress } = request
    const personSession = personSessionOf(message)
    const parts = { actor, params, query, body, ifMatch, requestId, remoteAddress, personSession }
    const handle = (change: unknown) =>
      operation.handle({ ...parts, change } as unknown as OperationRequest<never, never>, deps) as Promise<PlainAnswer>
    if (key === null) return handle(deps.unitOfWork.transaction)
    const account = actor?.account_id ?? (personSession === null ? 'anonymous' : tokenHash(personSession))
    const payload = canonicalJson({ params, query, body })
    return runOnce(deps, { account, operation: specified.id, key, payload }, handle)
  }

  return {
    async answer(request) {
      const answer = await carryOut(request)
      const { stream = null } = answer
      if (answer.body === undefined)
        return { status: answer.status, headers: { ...answer.headers }, text: null, stream }
      const text = JSON.stringify(answer.body)
      const headers = {
        'Content-Type': 'application/json; charset=utf-8',
        ETag: etagOf(answer, text),
        ...answer.headers,
      }
      return { status: answer.status, headers, text, stream: null }
    },
  }
}
