import { HeaderFacts } from './acceptance/header-facts.ts'
import type { CallRequest, CallResponse } from './call-message.ts'
import type { Exchange } from './exchange.ts'
import type { GatewayDependencies } from './gateway-dependencies.ts'
import type { Rules } from './routing/rules.ts'

const noSignals: Exchange['signals'] = []
const wellFormedReference = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/

/** A fresh exchange under a request id of our own; one that came in is ignored. */
export function openExchange(
  request: CallRequest,
  response: CallResponse,
  rules: Rules | null,
  { clock, random }: Pick<GatewayDependencies, 'clock' | 'random'>,
): Exchange {
  const facts = 'facts' in request ? request.facts : new HeaderFacts()
  if (facts.correlationId === undefined) facts.correlationId = correlationIdOf(request)
  return {
    request,
    response,
    facts,
    id: random.uuid(),
    startedAt: clock.now(),
    startedMonotonic: clock.monotonic(),
    correlationId: facts.correlationId,
    remoteAddress: '',
    path: '',
    query: '',
    rules: rules as Rules,
    operation: null,
    pathValues: {},
    caller: null,
    values: {},
    upstreamQuery: '',
    upstreamBody: null,
    grants: null,
    grant: null,
    legalContext: null,
    recipient: null,
    effectiveScopes: [],
    isTestPerson: false,
    signals: noSignals,
    openedAs: null,
    limits: [],
    leaseId: null,
    upstream: null,
    upstreamMs: null,
    answer: null,
    refused: null,
    receipt: null,
    releases: [],
  }
}

function correlationIdOf({ headers }: CallRequest): string | null {
  const reference = headers['x-correlation-id']
  return typeof reference === 'string' && wellFormedReference.test(reference) ? reference : null
}
