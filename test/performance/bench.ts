import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { benchAuditSearch } from './rig/bench-audit-search.ts'
import { benchAuditVerify } from './rig/bench-audit-verify.ts'
import { benchGateway } from './rig/bench-gateway.ts'
import { benchPlatform } from './rig/bench-platform.ts'
import { benchPortal } from './rig/bench-portal.ts'
import { benchSandbox } from './rig/bench-sandbox.ts'

/**
 * Ratios within one run, never a promise in milliseconds: load generator, proxy, upstream and everything
 * else share this machine. `-- --json FILE` writes the figures, `-- --seconds N` sets how long each load
 * lasts, `-- --only gateway` leaves the platform out, `-- --only platform` the gateway and its peers.
 * `-- --only sandbox` measures the synthetic population at its two larger sizes, behind a sandbox gateway.
 * `-- --only portal` measures console pages with 10 000 applications and 100 000 requests in the embedded store.
 * `-- --only audit-search --size N` and `-- --only audit-verify --size N` measure the audit log with so many records.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    seconds: { type: 'string', default: '5' },
    only: { type: 'string' },
    size: { type: 'string', default: '100000' },
  },
})
const seconds = Math.min(60, Math.max(1, Number(values.seconds)))

const size = Math.min(20_000_000, Math.max(1_000, Number(values.size)))
const isMeant = (what: string) => values.only === undefined || values.only === what

const gateway = isMeant('gateway') ? await benchGateway(seconds) : null
for (const missing of gateway?.missing ?? []) console.log(`missing: ${missing}`)
const platform = isMeant('platform') ? await benchPlatform(seconds) : null
const auditSearch = isMeant('audit-search') ? await benchAuditSearch(size) : null
const auditVerify = isMeant('audit-verify') ? await benchAuditVerify(Math.min(size, 100_000)) : null
const sandbox = isMeant('sandbox') ? await benchSandbox(seconds) : null
const portal = isMeant('portal') ? await benchPortal(seconds) : null
const report = { node: process.version, seconds, gateway, platform, auditSearch, auditVerify, sandbox, portal }
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
