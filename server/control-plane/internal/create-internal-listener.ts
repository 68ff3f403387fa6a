import type { IncomingMessage, ServerResponse } from 'node:http'
import { DomainError, NotFound } from '#core/errors.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { createQuotaPeriods } from '#core/quotas/quota-period.ts'
import { createEffectAwaiter } from '#core/snapshot/create-effect-awaiter.ts'
import { createSnapshotPublisher } from '#core/snapshot/create-snapshot-publisher.ts'
import type { EffectAwaiter, SnapshotPublisher } from '#core/snapshot/snapshot-publisher.ts'
import { authenticateNode, checkEnrolmentToken } from './authenticate-node.ts'
import { createSnapshotHub } from './create-snapshot-hub.ts'
import type { InternalAnswer, InternalDeps } from './internal-request.ts'
import { internalOperations } from './operations.ts'
import { readBody } from './read-body.ts'
import { createReportSignal } from './report-signal.ts'
import { sendProblem } from './send-problem.ts'

type Made = 'hub' | 'reportSignal' | 'quotaPeriods' | 'snapshotPublisher'

export interface InternalListenerDeps extends Omit<InternalDeps, Made> {
  /** IANA zone in which days and months of quotas begin: the country pack's. */
  readonly timeZone: string
  /** How long a gateway serves APIs of normal sensitivity without a word from control. */
  readonly stalenessLimitMs: number
  /** Base of problem types, without a trailing slash. */
  readonly publicUrl: string
  /** Told of what nobody foresaw, once, at the edge. */
  readonly onFailure: (error: unknown) => void
}

/** Control's side of the internal protocol, and the two ports through which the rest of control changes the snapshot. */
export interface InternalListener extends AsyncDisposable {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  readonly snapshotPublisher: SnapshotPublisher
  readonly effectAwaiter: EffectAwaiter
}

const root = '/internal/v1'
const purgeClaimsMs = 60_000
const purgeLeasesMs = 3_600_000

async function answer(deps: InternalDeps, request: IncomingMessage, response: ServerResponse): Promise<InternalAnswer> {
  const url = new URL(request.url ?? '/', 'http://control')
  const path = url.pathname.startsWith(`${root}/`) ? url.pathname.slice(root.length) : ''
  const operation = internalOperations.find((each) => each.method === request.method && each.path.test(path))
  if (operation === undefined) throw new NotFound({ problem: 'not-found' })
  if (operation.caller === 'enrolment token') checkEnrolmentToken(deps, request)
  const node = operation.caller === 'node' ? await authenticateNode(deps, request) : null
  const body = operation.maxBytes === null ? null : await readBody(request, operation.maxBytes)
  const params = operation.path.exec(path)?.slice(1) ?? []
  return operation.handle(deps, { node, params, query: url.searchParams, body, raw: { request, response } })
}

/** Wires the internal protocol over the stores. Give `handle` to a node:http server that is not public. */
export function createInternalListener(given: InternalListenerDeps): InternalListener {
  const hub = createSnapshotHub(given)
  const reportSignal = createReportSignal()
  const { expectRevision } = hub
  const snapshotPublisher = createSnapshotPublisher({ snapshotStore: given.snapshotStore, expectRevision })
  const effectAwaiter = createEffectAwaiter({ ...given, pause: reportSignal.pause, expectRevision })
  const quotaPeriods = createQuotaPeriods(given.timeZone)
  const deps: InternalDeps = { ...given, hub, reportSignal, snapshotPublisher, quotaPeriods }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    answer(deps, request, response)
      .then((result) => {
        if (result === 'streaming') return
        const text = result.body === undefined ? '' : JSON.stringify(result.body)
        const headers = text === '' ? {} : { 'content-type': 'application/json', 'cache-control': 'no-store' }
        response.writeHead(result.status, headers).end(text)
      })
      .catch((error: unknown) => {
        if (!(error instanceof DomainError)) given.onFailure(error)
        sendProblem(response, error, given.publicUrl)
      })
  }

  function every(ms: number, work: (tx: Transaction) => Promise<void>): NodeJS.Timeout {
    return setInterval(() => void given.unitOfWork.transaction(work).catch(given.onFailure), ms).unref()
  }

  const timers = [
    every(purgeClaimsMs, given.claimStore.purge),
    every(purgeLeasesMs, given.quotaStore.purge),
    every(purgeLeasesMs, given.holdingStore.purge),
  ]

  return {
    handle,
    snapshotPublisher,
    effectAwaiter,
    async [Symbol.asyncDispose]() {
      for (const timer of timers) clearInterval(timer)
      await hub.close()
    },
  }
}
