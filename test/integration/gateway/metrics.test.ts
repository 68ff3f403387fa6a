import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGatewayMetrics } from '#adapters/observability/create-gateway-metrics.ts'
import { createMetrics, renderMetrics } from '#adapters/observability/create-metrics.ts'
import { call } from '#support/call-gateway.ts'
import { startGatewayWorld } from '#support/gateway-world.ts'

test('metrics tell rate, errors and duration by API, tokens, circuits, leases and how far the audit is behind', async () => {
  await using world = await startGatewayWorld()
  const { registry, collect } = createMetrics('gateway-production')
  const metrics = createGatewayMetrics(registry)
  metrics.watchGateway(() => ({
    ...world.gateway.vitals(),
    leases: { quotas: 2, units: 40, callsWaiting: 1 },
    audit: { unshippedBytes: 512, behindMs: 1500 },
  }))
  const read = async () => {
    for (const observation of world.observations.splice(0)) metrics.exchangeAnswered(observation)
    return await renderMetrics([await collect()])
  }
  const token = world.signer.sign()
  for (let index = 0; index < 4; index += 1) assert.equal((await call(world, { token })).status, 200)
  await call(world, { token: 'nonsense' })
  metrics.turnedAway()
  const text = await read()
  const one = 'process="gateway-production"'
  for (const line of [
    `octroi_token_lookups_total{result="hit",${one}} 3`,
    `octroi_turned_away_total{${one}} 1`,
    `octroi_lease_units{${one}} 40`,
    `octroi_lease_calls_waiting{${one}} 1`,
    `octroi_audit_unshipped_bytes{${one}} 512`,
    `octroi_audit_behind_seconds{${one}} 1.5`,
    `octroi_calls_in_progress{${one}} 0`,
    `octroi_upstream_circuit_open{upstream="${world.upstream.url}",${one}} 0`,
  ]) {
    assert.ok(text.includes(line), `${line}\n${text.match(/^octroi_.*$/gm)?.join('\n')}`)
  }
  assert.match(text, /octroi_exchanges_total\{[^}]*api="quotient-familial@v3"[^}]*status="200"[^}]*\} 4/)
  assert.match(text, /octroi_exchanges_total\{[^}]*status="401"[^}]*\} 1/)
  assert.match(text, /octroi_exchange_seconds_bucket\{/)
  assert.match(text, /nodejs_eventloop_lag_p99_seconds\{/)

  // Whatever callers write, the labels stay those of the catalogue.
  const before = text.match(/^octroi_/gm)?.length ?? 0
  for (let index = 0; index < 50; index += 1)
    await call(world, { path: `/v3/${index}`, query: `a${index}=1`, token: `t${index}` })
  const after = (await read()).match(/^octroi_/gm)?.length ?? 0
  assert.ok(after <= before + 20, `${before} lines before, ${after} after`)

  await world.upstream[Symbol.asyncDispose]()
  for (let index = 0; index < 12; index += 1) await call(world, { token })
  assert.ok((await read()).includes(`octroi_upstream_circuit_open{upstream="${world.upstream.url}",${one}} 1`))
})
