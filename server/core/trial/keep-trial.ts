import type { Application } from '../applications/application.ts'
import type { ApplicationDeps } from '../applications/application-deps.ts'
import { registerApplication } from '../applications/register-application.ts'
import { timeOf } from '../change-deps.ts'
import type { Credential } from '../credentials/credential.ts'
import { credentialChange } from '../credentials/credential-change.ts'
import type { CredentialDeps } from '../credentials/credential-deps.ts'
import { hashSecret, hintOf } from '../credentials/secret-format.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { trialToken } from './trial-token.ts'

export type TrialDeps = ApplicationDeps & CredentialDeps

const name = 'Essai sans compte'
const description =
  "Le jeton public du bac à sable : lecture seule, soixante appels par heure et par adresse. Suspendre l'application l'éteint."

/**
 * Opens or closes the sandbox to callers without an account. The operator owns the application, so that
 * it sees its use and can suspend it. False while the platform has no operator.
 */
export async function keepTrial(tx: Transaction, deps: TrialDeps, isWanted: boolean): Promise<boolean> {
  const operator = await deps.organizations.findOperator(tx)
  if (operator === null) return false
  // Replicas of control start at the same time: one of them opens it.
  await deps.organizations.lock(tx, operator.id)
  const known = (await deps.applications.listLive(tx, operator.id)).find((one) => one.name === name)
  if (known === undefined && !isWanted) return false
  const application = known ?? (await registerApplication(tx, deps, null, operator, { name, description }))
  const credential = await findCredential(tx, deps, application)
  if (credential === null) {
    if (!isWanted) return false
    await insertCredential(tx, deps, application)
    return true
  }
  const isOpen = credential.revoked_at === null
  if (isOpen === isWanted) return isWanted
  const end = { expires_at: null, revoked_at: isWanted ? null : timeOf(deps) }
  await deps.credentials.end(tx, credential.id, end)
  await publish(
    tx,
    deps,
    application,
    { ...credential, ...end },
    isWanted ? 'credential.created' : 'credential.revoked',
  )
  return isWanted
}

async function findCredential(tx: Transaction, deps: TrialDeps, { id }: Application): Promise<Credential | null> {
  const { items } = await deps.credentials.list(tx, id, 'sandbox', { after: null, size: 200 })
  return items.find(({ secret_hash }) => secret_hash === hashSecret(trialToken)) ?? null
}

/** Bound to no grant: it opens every sandbox grant of its application. */
async function insertCredential(tx: Transaction, deps: TrialDeps, application: Application): Promise<void> {
  const credential: Credential = {
    id: deps.random.uuid(),
    application_id: application.id,
    environment: 'sandbox',
    kind: 'static_bearer',
    label: 'Jeton public',
    secret_hash: hashSecret(trialToken),
    hint: hintOf(trialToken),
    jwks: null,
    grant_id: null,
    allowed_ips: [],
    expires_at: null,
    revoked_at: null,
    last_used_at: null,
    created_at: timeOf(deps),
  }
  await deps.credentials.insert(tx, credential)
  await publish(tx, deps, application, credential, 'credential.created')
}

async function publish(
  tx: Transaction,
  deps: TrialDeps,
  application: Application,
  credential: Credential,
  type: 'credential.created' | 'credential.revoked',
): Promise<void> {
  await deps.events.append(tx, {
    type,
    actor: { kind: 'system', id: null },
    organization_id: application.organization_id,
    subject_type: 'credential',
    subject_id: credential.id,
    data: { application_id: application.id, environment: 'sandbox', kind: credential.kind, label: credential.label },
  })
  await deps.publisher.publish(tx, 'sandbox', [credentialChange(credential, application.client_ids.sandbox)])
}
