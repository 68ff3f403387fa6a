import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from '#support/call-gateway.ts'
import { startGatewayWorld } from '#support/gateway-world.ts'

const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
const parent = '00f067aa0ba902b7'

async function traceOf(headers: Record<string, string | string[]>) {
  await using world = await startGatewayWorld()
  const answer = await call(world, { headers })
  assert.equal(answer.status, 200, answer.text)
  const sent = world.upstream.requests[0]?.headers
  const requestId = String(answer.headers['x-request-id'])
  return { sent: String(sent?.traceparent), state: sent?.tracestate, requestId, record: world.records[0] }
}

// biome-ignore format: one caller a line
const continued: readonly (readonly [string, string, string])[] = [
  ['sampled', `00-${trace}-${parent}-01`, '01'],
  ['not sampled', `00-${trace}-${parent}-00`, '00'],
  ['with bits nobody defined', `00-${trace}-${parent}-ff`, '03'],
  ['of a later version', `cc-${trace}-${parent}-01-more`, '01'],
]

for (const [name, traceparent, flags] of continued) {
  test(`a trace ${name} goes on under a span of ours, and is in the record`, async () => {
    const { sent, state, requestId, record } = await traceOf({ traceparent, tracestate: 'rojo=1', baggage: 'a=b' })
    assert.equal(sent, `00-${trace}-${requestId.replaceAll('-', '').slice(16)}-${flags}`)
    assert.equal(state, undefined)
    assert.equal(record?.trace_id, trace)
  })
}

const zeros = '0'.repeat(32)

// biome-ignore format: one mistake a line
const restarted: readonly (readonly [string, Record<string, string>])[] = [
  ['no trace', {}],
  ['an empty one', { traceparent: '' }],
  ['no trace id', { traceparent: `00-${zeros}-${parent}-01` }],
  ['no parent', { traceparent: `00-${trace}-${zeros.slice(16)}-01` }],
  ['capitals', { traceparent: `00-${trace.toUpperCase()}-${parent}-01` }],
  ['version ff', { traceparent: `ff-${trace}-${parent}-01` }],
  ['something behind version 00', { traceparent: `00-${trace}-${parent}-01-x` }],
  ['a short id', { traceparent: `00-${trace.slice(1)}-${parent}-01` }],
]

for (const [name, headers] of restarted) {
  test(`${name} begins a trace that has the digits of the request id`, async () => {
    const { sent, requestId, record } = await traceOf(headers)
    const digits = requestId.replaceAll('-', '')
    assert.equal(sent, `00-${digits}-${digits.slice(16)}-00`)
    assert.equal(record?.trace_id, undefined)
  })
}
