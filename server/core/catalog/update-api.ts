import type { Actor } from '../accounts/actor.ts'
import { Conflict, NotFound, Unprocessable } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { apiChange } from './api-change.ts'
import type { ApiState, CatalogApi, UpstreamShare } from './api-store.ts'
import type { CatalogDeps } from './catalog-deps.ts'
import { checkUpstreamUrl } from './check-upstream-url.ts'
import { loadApi } from './load-api.ts'
import { recordCatalog } from './record-catalog.ts'
import { seesApi } from './sees-api.ts'
import { sharedRoutes } from './shared-routes.ts'

export interface ApiChanges {
  readonly state?: Exclude<ApiState, 'draft'> | undefined
  /** Null takes the production upstream away. */
  readonly upstream_url?: string | null | undefined
  /** In place of the production upstream; none gives it back its calls. */
  readonly upstream_targets?: readonly UpstreamShare[] | undefined
}

const nextStates: Readonly<Record<ApiState, readonly ApiState[]>> = {
  draft: ['published'],
  published: ['published', 'deprecated', 'retired'],
  deprecated: ['deprecated', 'published', 'retired'],
  retired: ['retired'],
}

/**
 * Publishes, deprecates or retires an API version, or moves its production upstream; both environments see it
 * at once. Publishing opens it in the sandbox to every application.
 * @throws NotFound, Forbidden, PreconditionFailed from `checkVersion`, Conflict `wrong-state`, Unprocessable
 * `invalid-specification` when another published API has one of its routes.
 */
export async function updateApi(
  tx: Transaction,
  deps: CatalogDeps,
  actor: Actor,
  key: { readonly api: string; readonly version: string },
  changes: ApiChanges,
  checkVersion: (version: number) => void,
): Promise<CatalogApi> {
  const known = await loadApi(tx, deps, key.api, key.version, 'lock')
  if (!seesApi(actor, known)) throw new NotFound({ problem: 'not-found' })
  authorize(actor, 'catalog.write', { providers: [known.provider_organization_id] })
  checkVersion(known.lock_version)
  const state = changes.state ?? known.state
  if (changes.state !== undefined && !nextStates[known.state].includes(changes.state)) {
    throw new Conflict({
      problem: 'wrong-state',
      detail: `The API is ${known.state}: it cannot become ${changes.state}.`,
      extensions: { state: known.state },
    })
  }
  const upstream = changes.upstream_url === undefined ? known.upstream_url : changes.upstream_url
  const next: CatalogApi = {
    ...known,
    state,
    upstream_url: upstream === null ? null : checkUpstreamUrl(upstream),
    upstream_targets: changes.upstream_targets?.map(checkShare) ?? known.upstream_targets,
  }
  if (known.state === 'draft' && state === 'published') await checkRoutes(tx, deps, next)
  await deps.apis.save(tx, next)
  await recordCatalog(tx, deps, actor, next, state === known.state ? 'updated' : state)
  if (state !== 'draft') {
    await deps.publisher.publish(tx, 'sandbox', [apiChange(next, 'sandbox', deps.sandboxEngineUrl)])
    if (known.state === 'draft') await deps.openSandboxGrants(tx, next)
    await deps.publisher.publish(tx, 'production', [apiChange(next, 'production', deps.sandboxEngineUrl)])
  }
  return loadApi(tx, deps, key.api, key.version)
}

function checkShare({ url, weight }: UpstreamShare, at: number): UpstreamShare {
  return { url: checkUpstreamUrl(url, `/upstream_targets/${at}/url`), weight }
}

async function checkRoutes(tx: Transaction, deps: CatalogDeps, api: CatalogApi): Promise<void> {
  const others = await deps.apis.listAll(tx, ['published', 'deprecated', 'retired'])
  const errors = others
    .filter((other) => other.api !== api.api || other.version !== api.version)
    .flatMap((other) =>
      sharedRoutes(api.descriptor, other.descriptor).map((route) => ({
        field: '/document/paths',
        rule: 'unique-route',
        message: `${route} already belongs to ${other.api} ${other.version}.`,
      })),
    )
  if (errors.length > 0) throw new Unprocessable({ problem: 'invalid-specification', errors })
}
