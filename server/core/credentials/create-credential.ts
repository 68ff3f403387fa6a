import type { Actor } from '../accounts/actor.ts'
import type { Application } from '../applications/application.ts'
import { timeOf } from '../change-deps.ts'
import { type Environment, environmentPrefix } from '../environment.ts'
import { Conflict, Forbidden, InvalidInput, NotFound, Unprocessable } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { type CredentialInput, checkCredentialInput } from './check-credential-input.ts'
import { checkJwks } from './check-jwks.ts'
import type { Credential, FranceConnectRegistration } from './credential.ts'
import { credentialChange } from './credential-change.ts'
import type { CredentialDeps, IssuedCredential } from './credential-deps.ts'
import { hashSecret, hintOf, makeSecret } from './secret-format.ts'

/** Live credentials of one application in one environment. */
export const maxLiveCredentials = 5

async function checkProduction(
  tx: Transaction,
  deps: CredentialDeps,
  application: Application,
  input: CredentialInput,
) {
  if (!(await deps.grants.hasRunningAuthorization(tx, application.id, timeOf(deps))))
    throw new Unprocessable({ problem: 'no-authorization' })
  if (input.kind === 'france_connect') await checkFranceConnectClient(tx, deps, input)
  if (input.kind !== 'static_bearer') return
  if (!deps.allowProductionStaticBearer) throw new Unprocessable({ problem: 'static-bearer-refused' })
  if ((input.allowed_ips ?? []).length === 0) {
    const message = 'In production a static bearer needs the addresses it is used from.'
    const errors = [{ field: '/allowed_ips', rule: 'required', message }]
    throw new InvalidInput({ problem: 'invalid-request', detail: message, errors })
  }
}

/** One application answers for a client of FranceConnect: whose grants count must not depend on the order of rows. */
async function checkFranceConnectClient(tx: Transaction, deps: CredentialDeps, input: CredentialInput) {
  const clientId = input.france_connect?.client_id ?? ''
  if (!(await deps.credentials.isFranceConnectClient(tx, 'production', clientId))) return
  throw new Conflict({ problem: 'france-connect-client-taken' })
}

async function checkGrant(
  tx: Transaction,
  deps: CredentialDeps,
  application: Application,
  environment: Environment,
  id: string,
) {
  const grant = await deps.grants.load(tx, id)
  if (grant?.application_id === application.id && grant.environment === environment && grant.state !== 'revoked') return
  const message = 'There is no such grant of this application in this environment.'
  const errors = [{ field: '/grant_id', rule: 'grant', message }]
  throw new InvalidInput({ problem: 'invalid-request', detail: message, errors })
}

/** @throws Conflict `limit-reached`. The application must be locked. */
export async function checkLiveCount(
  tx: Transaction,
  deps: CredentialDeps,
  applicationId: string,
  environment: Environment,
  except: string | null,
): Promise<void> {
  const live = await deps.credentials.listLive(tx, applicationId, timeOf(deps))
  const counted = live.filter((one) => one.environment === environment && one.id !== except)
  if (counted.length < maxLiveCredentials) return
  const detail = `An application has at most ${maxLiveCredentials} live credentials in an environment.`
  throw new Conflict({ problem: 'limit-reached', detail })
}

/** Makes, stores, records and publishes a credential whose rules have been checked. */
export async function issueCredential(
  tx: Transaction,
  deps: CredentialDeps,
  actor: Actor,
  application: Application,
  environment: Environment,
  input: CredentialInput,
  replaced: Credential | null,
): Promise<IssuedCredential> {
  const jwks = input.jwks === undefined ? null : checkJwks(input.jwks)
  const isForeign = input.kind === 'france_connect' && environment === 'production'
  const secret = jwks === null && !isForeign ? makeSecret(environmentPrefix[environment], deps.random) : null
  const credential: Credential = {
    id: deps.random.uuid(),
    application_id: application.id,
    environment,
    kind: input.kind,
    label: input.label.trim(),
    secret_hash: secret === null ? null : hashSecret(secret),
    hint: secret === null ? null : hintOf(secret),
    jwks,
    grant_id: input.grant_id ?? null,
    france_connect: input.kind === 'france_connect' ? registrationOf(input, deps) : null,
    allowed_ips: input.allowed_ips ?? [],
    expires_at: input.expires_at === undefined ? null : new Date(input.expires_at).toISOString(),
    revoked_at: null,
    last_used_at: null,
    created_at: timeOf(deps),
  }
  await deps.credentials.insert(tx, credential)
  await deps.events.append(tx, {
    type: replaced === null ? 'credential.created' : 'credential.rotated',
    actor: actorOfEvent(actor),
    organization_id: application.organization_id,
    subject_type: 'credential',
    subject_id: credential.id,
    data: {
      application_id: application.id,
      environment,
      kind: credential.kind,
      label: credential.label,
      ...(replaced === null ? {} : { replaces: replaced.id, old_ends_at: replaced.revoked_at ?? replaced.expires_at }),
    },
  })
  const clientId = application.client_ids[environment]
  const shownId = credential.france_connect?.client_id ?? clientId
  const changes = [credential, ...(replaced === null ? [] : [replaced])].map((one) => credentialChange(one, clientId))
  await deps.publisher.publish(tx, environment, changes)
  return { credential, clientId: shownId, secret }
}

function registrationOf({ france_connect }: CredentialInput, deps: CredentialDeps): FranceConnectRegistration {
  const { client_id, redirect_uris = [], post_logout_redirect_uris = [] } = france_connect ?? {}
  return { client_id: client_id ?? deps.random.uuid(), redirect_uris, post_logout_redirect_uris }
}

/**
 * Makes a credential. Its secret is in the answer and nowhere else.
 * @throws InvalidInput, Conflict `limit-reached`, Forbidden `suspended`, and in production Unprocessable
 *   `no-authorization` without a running authorization of this application.
 */
export async function createCredential(
  tx: Transaction,
  deps: CredentialDeps,
  actor: Actor,
  applicationId: string,
  input: CredentialInput & { readonly environment: Environment },
): Promise<IssuedCredential> {
  const application = await deps.applications.lock(tx, applicationId)
  if (application === null || application.state === 'archived') throw new NotFound({ problem: 'not-found' })
  authorize(actor, 'credentials.write', { organization: application.organization_id })
  if (application.state === 'suspended') throw new Forbidden({ problem: 'suspended' })
  checkCredentialInput(input, timeOf(deps), input.environment)
  if (input.environment === 'production') await checkProduction(tx, deps, application, input)
  if (input.grant_id !== undefined) await checkGrant(tx, deps, application, input.environment, input.grant_id)
  await checkLiveCount(tx, deps, application.id, input.environment, null)
  return issueCredential(tx, deps, actor, application, input.environment, input, null)
}
