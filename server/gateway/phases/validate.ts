import { hasBody } from '../acceptance/check-framing.ts'
import { parseJsonBody } from '../body/parse-json-body.ts'
import { TooLarge } from '../body/read-bounded.ts'
import { readCallBody } from '../body/read-call-body.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { CompiledOperation } from '../routing/compiled-operation.ts'

/** Parameters and body against the operation. What goes upstream is rebuilt from what was understood here. */
export function validate(exchange: Exchange, gateway: GatewayContext): Refusal | null | Promise<Refusal | null> {
  const { request } = exchange
  if (gateway.deps.configuration.environment === 'production' && hasSandboxHeader(exchange))
    return refuse('sandbox-header-in-production', 'Headers X-Sandbox-* belong to the sandbox.')
  if (!hasBody(request)) return validateParts(exchange, undefined)
  return readBody(exchange, gateway).then((read) =>
    'refusal' in read ? read.refusal : validateParts(exchange, read.value),
  )
}

function hasSandboxHeader({ request, facts }: Exchange): boolean {
  facts.hasSandboxHeader ??= Object.keys(request.headers).some((name) => name.startsWith('x-sandbox-'))
  return facts.hasSandboxHeader
}

function validateParts(exchange: Exchange, body: unknown): Refusal | null {
  const { request } = exchange
  const compiled = exchange.operation as CompiledOperation
  const valid = compiled.validator()({
    query: exchange.query,
    pathValues: exchange.pathValues,
    header: (name) => singleHeader(request.headers[name]),
    body,
  })
  if ('problem' in valid) return valid
  exchange.values = valid.values
  exchange.upstreamQuery = valid.upstreamQuery
  exchange.upstreamBody = body === undefined ? null : JSON.stringify(body)
  return checkRecipientIsNotProvider(exchange)
}

async function readBody(
  exchange: Exchange,
  gateway: GatewayContext,
): Promise<{ value: unknown } | { refusal: Refusal }> {
  const { request } = exchange
  if (exchange.operation?.operation.body === null) {
    return { refusal: refuse('invalid-request', 'This operation takes no body.') }
  }
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    return { refusal: refuse('unsupported-media-type', 'The body is sent without Content-Encoding.') }
  }
  if (!/^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i.test(request.headers['content-type'] ?? '')) {
    return { refusal: refuse('unsupported-media-type', 'The body is application/json.') }
  }
  const { maxBodyBytes } = gateway.deps.configuration.limits
  try {
    const parsed = parseJsonBody(await readCallBody(request, maxBodyBytes))
    return typeof parsed === 'string' ? { refusal: refuse('malformed-request', parsed) } : parsed
  } catch (error) {
    if (!(error instanceof TooLarge)) return { refusal: refuse('malformed-request', 'The body ended early.') }
    return { refusal: refuse('payload-too-large', `The body is larger than ${maxBodyBytes} bytes.`) }
  }
}

/** A provider is never the recipient of its own answer (API Particulier code 00211). */
function checkRecipientIsNotProvider(exchange: Exchange): Refusal | null {
  const api = exchange.operation?.api
  const name = exchange.operation?.operation.recipient_parameter
  if (!api || !name || exchange.values[name] === undefined) return null
  const provider = exchange.rules.view.states.organization.get(api.state.provider_organization_id)
  if (!provider?.identifiers.some(({ value }) => value === exchange.values[name])) return null
  const isParticulier = api.descriptor.error_envelope === 'api-particulier'
  const message = 'The recipient is the body that asks, not the provider that answers.'
  return refuse('invalid-request', message, {
    status: isParticulier ? 422 : 400,
    code: '00211',
    errors: [{ field: name, rule: 'recipient-is-provider', message }],
  })
}

function singleHeader(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
