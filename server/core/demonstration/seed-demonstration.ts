import { acceptDelegation } from '../authorizations/accept-delegation.ts'
import { offerDelegation } from '../authorizations/offer-delegation.ts'
import { importApi } from '../catalog/import-api.ts'
import { updateApi } from '../catalog/update-api.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { authorizeAuthority } from './authorize-authority.ts'
import { castApplications } from './cast.ts'
import type { DemonstrationDeps } from './demonstration-deps.ts'
import { type Cast, gatherCast, hashPasswords } from './gather-cast.ts'

const administrator = 'operateur.admin@demo.example'

/**
 * Fills an empty store, whole or not at all: organizations and people, the published catalogue, two transport
 * authorities with an authorization each, an editor with a delegation from both. Later starts change nothing.
 */
export async function seedDemonstration(deps: DemonstrationDeps): Promise<void> {
  const isEmpty = await deps.unitOfWork.read(async (tx) => (await deps.organizations.findOperator(tx)) === null)
  if (!isEmpty) return
  const hashes = await hashPasswords(deps)
  await deps.unitOfWork.transaction(async (tx) => {
    const cast = await gatherCast(tx, deps, hashes)
    await publishCatalog(tx, deps, cast)
    const editorOwner = cast.actor('mobilis@demo.example')
    const editorId = organizationId(cast, 'mobilis')
    const editorApplication = await deps.createApplication(tx, editorOwner, editorId, castApplications.mobilis)
    for (const key of ['valmont', 'rivebelle'] as const) {
      const owner = cast.actor(`${key}@demo.example`)
      const application = await deps.createApplication(tx, owner, organizationId(cast, key), castApplications[key])
      const authorizationId = await authorizeAuthority(tx, deps, cast, owner, application)
      const delegation = await offerDelegation(tx, deps, owner, authorizationId, editorApplication.id)
      await acceptDelegation(tx, deps, editorOwner, delegation.id)
    }
  })
}

async function publishCatalog(tx: Transaction, deps: DemonstrationDeps, cast: Cast): Promise<void> {
  const actor = cast.actor(administrator)
  for (const document of deps.catalog) {
    const { api, version } = await importApi(tx, deps, actor, document, deps.providersUrl)
    await updateApi(tx, deps, actor, { api, version }, { state: 'published' }, () => undefined)
  }
}

function organizationId(cast: Cast, key: string): string {
  const id = cast.organizations.get(key)
  if (id === undefined) throw new Error(`The demonstration has no organization ${key}.`)
  return id
}
