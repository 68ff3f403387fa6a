import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { benchGateway } from './rig/bench-gateway.ts'
import { benchPlatform } from './rig/bench-platform.ts'

/**
 * Ratios within one run, never a promise in milliseconds: load generator, proxy, upstream and everything
 * else share this machine. `-- --json FILE` writes the figures, `-- --seconds N` sets how long each load
 * lasts, `-- --only gateway` leaves the platform out, `-- --only platform` the gateway and its peers.
 */
const { values } = parseArgs({
  options: { json: { type: 'string' }, seconds: { type: 'string', default: '5' }, only: { type: 'string' } },
})
const seconds = Math.min(60, Math.max(1, Number(values.seconds)))

const gateway = values.only === 'platform' ? null : await benchGateway(seconds)
for (const missing of gateway?.missing ?? []) console.log(`missing: ${missing}`)
const platform = values.only === 'gateway' ? null : await benchPlatform(seconds)
const report = { node: process.version, seconds, gateway, platform }
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
