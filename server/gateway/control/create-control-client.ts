import type { ShipAnswer, ShipBatch } from '#core/audit/exchange-record.ts'
import { Conflict, InvalidInput, Unavailable } from '#core/errors.ts'
import type { LeaseAnswer, LeaseRequest, LeaseReturn } from '#core/quotas/lease.ts'
import type { LeaseClient } from '#core/quotas/lease-client.ts'
import type { NodeReport } from '#core/snapshot/snapshot.ts'
import type { SubjectKeys } from '#core/subjects/subject-keys.ts'
import { type JsonAnswer, type JsonClient, type JsonRequest, StreamRefused } from '#kit/json-client.ts'
import type { RegistrationAnswer } from '../subjects/create-registration-check.ts'
import type { RegistrationQuery } from '../subjects/registration-check.ts'
import type { NodeSession } from './open-node-session.ts'

/** What a batch of records came to. `accepted` false means: ship from `next_seq` instead. */
export interface ShipOutcome extends ShipAnswer {
  readonly accepted: boolean
}

/**
 * A node's side of the internal protocol. Everything that control does not answer in time, or answers with 5xx,
 * is Unavailable. A refused token is renewed once.
 */
export interface ControlClient extends LeaseClient {
  report(report: NodeReport): Promise<void>
  /** @throws InvalidInput when control says that the chain is broken. */
  ship(batch: ShipBatch): Promise<ShipOutcome>
  /** The keys with which people are written into records. */
  subjectKeys(): Promise<SubjectKeys>
  /** Whether an organization keeps a file on a person in this node's environment. */
  checkRegistration(query: RegistrationQuery): Promise<RegistrationAnswer>
  /** Whether this is the first claim of `id` within `ttlMs`. */
  claim(id: string, ttlMs: number): Promise<boolean>
  /** The snapshot revision that carries the key. Safe to repeat. */
  publishIssuerKey(kid: string, jwk: Readonly<Record<string, unknown>>): Promise<number>
  withdrawIssuerKey(kid: string): Promise<void>
  isAcknowledged(revision: number): Promise<boolean>
  /** Reads *watch* messages, one line each, until the stream ends; then rejects. */
  watch(
    from: { readonly epoch: string; readonly revision: number },
    onLine: (line: string) => void,
    signal: AbortSignal,
  ): Promise<never>
}

const root = '/internal/v1'
const quickMs = 1_000
const slowMs = 10_000
/** Control sends a heartbeat each second. */
const watchIdleMs = 5_000
const maxLineBytes = 256 * 1024 * 1024

export function createControlClient(client: JsonClient, session: NodeSession): ControlClient {
  async function attempt(request: Omit<JsonRequest, 'token'>): Promise<JsonAnswer> {
    try {
      return await client.send({ ...request, path: `${root}${request.path}`, token: session.token() })
    } catch (cause) {
      throw new Unavailable({ problem: 'unavailable', detail: 'Control did not answer in time.', cause })
    }
  }

  async function send(request: Omit<JsonRequest, 'token'>): Promise<JsonAnswer> {
    const answer = await attempt(request)
    if (answer.status !== 401) return answer
    await session.renew()
    return attempt(request)
  }

  function check(answer: JsonAnswer): JsonAnswer {
    const { status } = answer
    if (status === 200 || status === 204) return answer
    if (status === 409) throw new Conflict({ problem: 'wrong-state', detail: 'Control refused with 409.' })
    if (status === 400) throw new InvalidInput({ problem: 'invalid-request', detail: 'Control refused with 400.' })
    throw new Unavailable({ problem: 'unavailable', detail: `Control answered ${status}.` })
  }

  async function post(path: string, body: unknown, timeoutMs = quickMs): Promise<unknown> {
    return check(await send({ method: 'POST', path, body, timeoutMs })).body
  }

  async function ship(batch: ShipBatch): Promise<ShipOutcome> {
    const answer = await send({ method: 'POST', path: '/records', body: batch, timeoutMs: slowMs })
    if (answer.status === 409) {
      const { next_seq } = answer.body as { next_seq: number }
      return { format_version: 1, next_seq, accepted: false }
    }
    return { ...(check(answer).body as ShipAnswer), accepted: true }
  }

  async function watch(
    from: { readonly epoch: string; readonly revision: number },
    onLine: (line: string) => void,
    signal: AbortSignal,
  ): Promise<never> {
    const { environment } = session
    const query = new URLSearchParams({ environment, epoch: from.epoch, revision: String(from.revision) })
    const path = `${root}/watch?${query}`
    try {
      return await client.readLines({ path, token: session.token(), onLine, idleMs: watchIdleMs, maxLineBytes, signal })
    } catch (error) {
      if (error instanceof StreamRefused && error.status === 401) await session.renew()
      throw error
    }
  }

  return {
    async report(report) {
      await post('/reports', report)
    },
    async lease(request: LeaseRequest) {
      return (await post('/leases', request)) as LeaseAnswer
    },
    async giveBack(returned: LeaseReturn) {
      await post('/lease-returns', returned)
    },
    ship,
    async subjectKeys() {
      const answer = check(await send({ method: 'GET', path: '/subject-keys', timeoutMs: quickMs }))
      return answer.body as SubjectKeys
    },
    async checkRegistration({ organizationId, api, identityHash }) {
      const question = { format_version: 1, organization_id: organizationId, api, identity_hash: identityHash }
      return (await post('/checks', question)) as RegistrationAnswer
    },
    async claim(id, ttlMs) {
      return ((await post('/claims', { id, ttl_ms: ttlMs })) as { first: boolean }).first
    },
    async publishIssuerKey(kid, jwk) {
      const { environment, node_id } = session
      const body = { environment, kid, jwk: { ...jwk, kid }, node_id }
      return ((await post('/issuer-keys', body, slowMs)) as { revision: number }).revision
    },
    async withdrawIssuerKey(kid) {
      const answer = await send({ method: 'DELETE', path: `/issuer-keys/${kid}`, timeoutMs: slowMs })
      if (answer.status !== 404) check(answer)
    },
    async isAcknowledged(revision) {
      const query = new URLSearchParams({ environment: session.environment, revision: String(revision) })
      const answer = check(await send({ method: 'GET', path: `/acknowledged?${query}`, timeoutMs: quickMs }))
      return (answer.body as { acknowledged: boolean }).acknowledged
    },
    watch,
  }
}
