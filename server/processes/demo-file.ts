import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DemoFacts } from './messages.ts'
import type { PublicAddresses } from './public-addresses.ts'

/** Client of the people's issuer that command lines use. */
const cliClientId = 'octroi-cli'

/** First thing at start: whoever finds the file may rely on every listener being ready. */
export function removeDemoFile(dataDir: string): void {
  rmSync(join(dataDir, 'demo.json'), { force: true })
}

/** Writes what the demo made, readable by this user only, whole or not at all. */
export function writeDemoFile(dataDir: string, addresses: PublicAddresses, facts: DemoFacts): void {
  const { demo_token, france_connect, ...demo } = facts
  const content = {
    portal: addresses.portal,
    management: `${addresses.portal}/management/v1`,
    login: { issuer: `${addresses.portal}/login`, cli_client_id: cliClientId },
    production: { issuer: `${addresses.production}/oauth2`, gateway: addresses.production },
    sandbox: { issuer: `${addresses.sandbox}/oauth2`, gateway: addresses.sandbox, demo_token },
    france_connect: { issuer: `${addresses.sandbox}/france-connect/api/v2`, ...france_connect },
    ...demo,
  }
  const draft = join(dataDir, `demo.json.${process.pid}`)
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, join(dataDir, 'demo.json'))
}
