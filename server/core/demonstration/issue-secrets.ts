import type { Actor } from '../accounts/actor.ts'
import { type Environment, environments } from '../environment.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { castAccounts, castApplications, castOrganizations } from './cast.ts'
import type { DemonstrationDeps } from './demonstration-deps.ts'

/** A credential of the demonstration's application in one environment. */
export interface DemonstrationSecret {
  readonly environment: Environment
  readonly client_id: string
  readonly client_secret: string
}

/** The application whose credentials demo.json gives away. */
export const openApplication = castApplications.valmont

/**
 * One client secret for each environment that `known` lacks. Only hashes are stored, so what was
 * issued before lives where the caller keeps it.
 */
export async function issueSecrets(
  deps: DemonstrationDeps,
  known: readonly DemonstrationSecret[],
): Promise<readonly DemonstrationSecret[]> {
  const missing = environments.filter((environment) => !known.some((secret) => secret.environment === environment))
  if (missing.length === 0) return known
  return deps.unitOfWork.transaction(async (tx) => {
    const { actor, applicationId } = await findOpenApplication(tx, deps)
    const issued: DemonstrationSecret[] = []
    for (const environment of missing) {
      const { client_id, secret } = await deps.createSecret(tx, actor, applicationId, environment)
      issued.push({ environment, client_id, client_secret: secret })
    }
    return [...known, ...issued]
  })
}

/** Data scopes of the application in an environment: those of its grants. */
export async function openApplicationScopes(deps: DemonstrationDeps, environment: Environment): Promise<string[]> {
  return deps.unitOfWork.read(async (tx) => {
    const { applicationId } = await findOpenApplication(tx, deps)
    return deps.listScopes(tx, applicationId, environment)
  })
}

/** The application of demo.json, and its owner. */
export async function findOpenApplication(tx: Transaction, deps: DemonstrationDeps) {
  const { organization: key, name } = openApplication
  const siret = castOrganizations.find((one) => one.key === key)?.siret ?? ''
  const email = castAccounts.find((one) => one.organization === key)?.email ?? ''
  const organization = await deps.organizations.findByIdentifier(tx, 'fr:siret', siret)
  const account = await deps.accounts.findByEmail(tx, email)
  if (organization === null || account === null) throw new Error('The store holds no demonstration.')
  const applications = await deps.applications.list(tx, organization.id, { after: null, size: 200 })
  const application = applications.items.find((one) => one.name === name && one.state === 'active')
  if (application === undefined) throw new Error(`${name} is gone: remove the data directory to begin again.`)
  const actor: Actor = {
    account_id: account.id,
    kind: 'person',
    name: account.name,
    locale: account.locale,
    memberships: [
      {
        organization_id: organization.id,
        organization_kind: organization.kind,
        roles: ['owner', 'developer'],
        organization_state: organization.state,
      },
    ],
  }
  return { actor, applicationId: application.id }
}
