import { createHash } from 'node:crypto'
import type { ApiDescriptor } from '#core/catalog/operation-descriptor.ts'
import { buildGrant } from './build-snapshot-view.ts'
import { type GatewayWorld, startGatewayWorld } from './gateway-world.ts'
import { loadCatalog } from './load-catalog.ts'
import { type SandboxUnderTest, startSandbox } from './start-sandbox.ts'

export interface SandboxBehindGateway extends AsyncDisposable {
  readonly gateway: GatewayWorld
  readonly sandbox: SandboxUnderTest
  readonly catalog: readonly ApiDescriptor[]
  /** The opaque token of the grant of an API version, as clients of API Particulier have one. */
  staticBearerOf(descriptor: Pick<ApiDescriptor, 'api' | 'version'>): string
}

/** Derived from the API, so that another process knows it. */
export const staticBearerOf = ({ api, version }: Pick<ApiDescriptor, 'api' | 'version'>) =>
  `oct_sbx_${api}-${version}-0123456789`

/** The whole catalogue at a sandbox gateway, every scope granted, in front of the real engine. */
export async function startSandboxBehindGateway(today?: string): Promise<SandboxBehindGateway> {
  const sandbox = await startSandbox(today)
  const { gateway, catalog } = await startGatewayBefore(sandbox.engine)
  return {
    gateway,
    sandbox,
    catalog,
    staticBearerOf,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      await sandbox[Symbol.asyncDispose]()
    },
  }
}

/** A sandbox gateway with the whole catalogue and every scope granted, before an engine at `url`. */
export async function startGatewayBefore(url: string) {
  const catalog = await loadCatalog()
  const gateway = await startGatewayWorld({
    environment: 'sandbox',
    configuration: { sandboxEngineUrl: url, internalOrigins: [url] },
    snapshot: ({ states }) => {
      states.api.clear()
      states.grant.clear()
      const credential = states.credential.get('cred-1')
      if (!credential) throw new Error('the draft has a credential')
      for (const descriptor of catalog) {
        const { api, version: api_version } = descriptor
        const key = `${api}@${api_version}`
        const secret_hash = createHash('sha256').update(staticBearerOf(descriptor)).digest('hex')
        states.credential.set(key, { ...credential, kind: 'static_bearer', secret_hash, grant_id: key })
        states.api.set(key, {
          descriptor,
          provider_organization_id: 'org-cnaf',
          upstream_url: url,
          state: 'published',
        })
        const scopes = descriptor.scopes.map(({ name }) => name)
        const plan = { limits: [], concurrency: null }
        const wide = { beneficiary_id: null, scopes, plan, legal_contexts: [], default_context: null }
        states.grant.set(key, buildGrant({ api, api_version, ...wide }))
      }
    },
  })
  return { gateway, catalog }
}
