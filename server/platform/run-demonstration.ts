import { hkdfSync } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ManagementDeps } from '#control-plane/management-deps.ts'
import { createApplication } from '#core/applications/create-application.ts'
import { compileApi } from '#core/catalog/compile-api.ts'
import { createCredential } from '#core/credentials/create-credential.ts'
import { castAccounts } from '#core/demonstration/cast.ts'
import type { DemonstrationDeps } from '#core/demonstration/demonstration-deps.ts'
import { firstCallPath } from '#core/demonstration/first-call-path.ts'
import { type DemonstrationLoginClient, issueLoginClient } from '#core/demonstration/issue-login-client.ts'
import {
  type DemonstrationSecret,
  issueSecrets,
  openApplication,
  openApplicationScopes,
} from '#core/demonstration/issue-secrets.ts'
import { refreshUpstreams } from '#core/demonstration/refresh-upstreams.ts'
import { seedDemonstration } from '#core/demonstration/seed-demonstration.ts'
import { trialToken } from '#core/trial/trial-token.ts'
import type { DemoFacts } from '../processes/messages.ts'
import type { RoleContext } from '../processes/role.ts'
import { loadCatalog } from './load-catalog.ts'

interface RunningDemonstration {
  readonly facts: DemoFacts
  readonly guestSandbox: { readonly clientId: string; readonly clientSecret: string }
}

/** Seeds an empty store, follows the simulated providers to their present address, and gathers what demo.json tells. */
export async function runDemonstration(
  { config, topology }: RoleContext,
  management: ManagementDeps,
  master: Uint8Array,
): Promise<RunningDemonstration> {
  const catalog = await loadCatalog()
  const passwordOf = (email: string) =>
    Buffer.from(hkdfSync('sha256', master, email, 'octroi demo password 1', 12)).toString('base64url')
  const deps: DemonstrationDeps = {
    ...management,
    createApplication: (tx, actor, organizationId, input) =>
      createApplication(tx, management, actor, organizationId, input),
    createSecret: async (tx, actor, applicationId, environment) => {
      const made = await createCredential(tx, management, actor, applicationId, {
        environment,
        kind: 'client_secret',
        label: 'Démonstration',
      })
      return { client_id: made.clientId, secret: made.secret ?? '' }
    },
    createLoginClient: async (tx, actor, applicationId, redirect_uris) => {
      const made = await createCredential(tx, management, actor, applicationId, {
        environment: 'sandbox',
        kind: 'france_connect',
        label: 'Démonstration',
        france_connect: { redirect_uris },
      })
      return { client_id: made.clientId, secret: made.secret ?? '' }
    },
    listScopes: async (tx, applicationId, environment) => {
      const live = await management.grants.listLive(tx, applicationId)
      return [...new Set(live.filter((one) => one.environment === environment).flatMap(({ scopes }) => scopes))].sort()
    },
    catalog,
    providersUrl: topology['simulated-providers'],
    passwordOf,
  }
  await seedDemonstration(deps)
  await refreshUpstreams(deps)
  const secrets = await keepSecrets(
    join(config.dataDir, 'demo-secrets.json'),
    (known: readonly DemonstrationSecret[] | null) => issueSecrets(deps, known ?? []),
  )
  const loginClient = await keepSecrets(
    join(config.dataDir, 'demo-france-connect.json'),
    (known: DemonstrationLoginClient | null) => issueLoginClient(deps, known),
  )
  const applications = await Promise.all(
    secrets.map(async ({ environment, client_id, client_secret }) => ({
      name: openApplication.name,
      environment,
      client_id,
      client_secret,
      scopes: await openApplicationScopes(deps, environment),
    })),
  )
  const guest = secrets.find(({ environment }) => environment === 'sandbox')
  return {
    facts: {
      accounts: castAccounts.map(({ part, email }) => ({ role: part, email, password: passwordOf(email) })),
      applications,
      first_call: { path: firstCallPath(catalog.map(compileApi)) },
      demo_token: trialToken,
      france_connect: loginClient,
    },
    guestSandbox: { clientId: guest?.client_id ?? '', clientSecret: guest?.client_secret ?? '' },
  }
}

/** The store holds only hashes, so what was issued is kept here, readable by this user alone. */
async function keepSecrets<T>(file: string, issue: (known: T | null) => Promise<T>): Promise<T> {
  let known: T | null = null
  try {
    known = JSON.parse(readFileSync(file, 'utf8')) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const secrets = await issue(known)
  if (secrets !== known) {
    writeFileSync(`${file}.new`, JSON.stringify(secrets), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  return secrets
}
