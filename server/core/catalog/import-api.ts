import type { Actor } from '../accounts/actor.ts'
import { Conflict, Unprocessable } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { CountryPack } from '../ports/country-pack.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { CatalogApi } from './api-store.ts'
import type { CatalogDeps } from './catalog-deps.ts'
import { checkUpstreamUrl } from './check-upstream-url.ts'
import { compileApi } from './compile-api.ts'
import { loadApi } from './load-api.ts'
import type { ApiDescriptor } from './operation-descriptor.ts'
import { recordCatalog } from './record-catalog.ts'

/**
 * Compiles a specification into a draft of the catalogue. A draft may be imported again; what is published is
 * changed by a new version.
 * @throws Unprocessable `invalid-specification` naming each rule; Conflict `api-exists`; Forbidden.
 */
export async function importApi(
  tx: Transaction,
  deps: CatalogDeps,
  actor: Actor,
  document: unknown,
  upstreamUrl: string | null,
): Promise<CatalogApi> {
  const descriptor = withKnownBases(compileApi(document), deps.pack)
  const provider = await deps.organizations.findBySlug(tx, descriptor.provider)
  authorize(actor, 'catalog.write', { providers: provider === null ? [] : [provider.id] })
  if (provider === null) {
    const message = `There is no provider organization with the slug ${descriptor.provider}.`
    throw new Unprocessable({
      problem: 'invalid-specification',
      errors: [{ field: '/document/x-octroi/provider', rule: 'known', message }],
    })
  }
  const api: CatalogApi = {
    api: descriptor.api,
    version: descriptor.version,
    provider_organization_id: provider.id,
    provider_name: provider.name,
    state: 'draft',
    descriptor,
    upstream_url: upstreamUrl === null ? null : checkUpstreamUrl(upstreamUrl),
    upstream_targets: [],
    lock_version: 1,
    created_at: new Date(deps.clock.now()).toISOString(),
  }
  const known = await deps.apis.load(tx, api.api, api.version, 'lock')
  if (known === null) await deps.apis.insert(tx, api, document)
  else if (known.state === 'draft' && known.provider_organization_id === provider.id) {
    await deps.apis.save(
      tx,
      { ...api, upstream_url: api.upstream_url ?? known.upstream_url, upstream_targets: known.upstream_targets },
      document,
    )
  } else {
    throw new Conflict({ problem: 'api-exists', detail: `${api.api} ${api.version} is ${known.state}.` })
  }
  await recordCatalog(tx, deps, actor, api, 'imported')
  return loadApi(tx, deps, api.api, api.version)
}

/** Labels and links of legal bases come from the country pack where the document only names them. */
function withKnownBases(descriptor: ApiDescriptor, pack: CountryPack): ApiDescriptor {
  const bases = descriptor.legal_bases.map((basis) => {
    const known = pack.legalBases.find((one) => one.id === basis.id)
    const isBare = Object.values(basis.label.texts).every((text) => text === basis.id)
    return known !== undefined && isBare ? { id: known.id, label: known.label, url: known.url } : basis
  })
  return { ...descriptor, legal_bases: bases }
}
