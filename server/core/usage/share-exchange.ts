import type { Actor } from '../accounts/actor.ts'
import type { ApplicationStore } from '../applications/application-store.ts'
import type { ApiStore } from '../catalog/api-store.ts'
import { NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { EventStore } from '../events/event.ts'
import type { OrganizationStore } from '../organizations/organization-store.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { findExchange } from './find-exchange.ts'
import type { ExchangeDetail, UsageStore } from './usage-store.ts'

/** A link to one line of a request log. */
export interface ExchangeShare {
  readonly id: string
  readonly application_id: string
  readonly request_id: string
  readonly created_by: string | null
  readonly created_at: string
  readonly expires_at: string
}

export interface ExchangeShareStore {
  insert(tx: Transaction, share: ExchangeShare): Promise<void>
  load(tx: Transaction, id: string): Promise<ExchangeShare | null>
  /** Removes those that ended before. */
  purge(tx: Transaction, before: string): Promise<void>
}

interface ShareDeps {
  readonly applications: Pick<ApplicationStore, 'load'>
  readonly usage: Pick<UsageStore, 'findExchange'>
  readonly shares: ExchangeShareStore
  readonly events: EventStore
  readonly clock: Clock
  readonly random: Random
}

const dayMs = 86_400_000

/** Opens one line to the operator and to the provider of its API, for some days. */
export async function shareExchange(
  tx: Transaction,
  deps: ShareDeps,
  actor: Actor,
  applicationId: string,
  requestId: string,
  days: number,
): Promise<ExchangeShare> {
  const { application } = await findExchange(tx, deps, actor, applicationId, requestId, 'exchange.share')
  const now = deps.clock.now()
  const share: ExchangeShare = {
    id: deps.random.uuid(),
    application_id: application.id,
    request_id: requestId,
    created_by: actor.account_id,
    created_at: new Date(now).toISOString(),
    expires_at: new Date(now + days * dayMs).toISOString(),
  }
  await deps.shares.purge(tx, share.created_at)
  await deps.shares.insert(tx, share)
  await deps.events.append(tx, {
    type: 'exchange.shared',
    actor: actorOfEvent(actor),
    organization_id: application.organization_id,
    subject_type: 'application',
    subject_id: application.id,
    data: { request_id: requestId, expires_at: share.expires_at },
  })
  return share
}

/** What a link shows. */
export interface SharedExchange {
  readonly exchange: ExchangeDetail
  readonly application_id: string
  readonly application_name: string
  readonly organization_name: string
  readonly expires_at: string
}

interface OpenDeps extends Pick<ShareDeps, 'applications' | 'usage' | 'shares' | 'clock'> {
  readonly organizations: Pick<OrganizationStore, 'load'>
  readonly apis: Pick<ApiStore, 'load'>
}

/** @throws NotFound for strangers, and once the link has ended or its month was purged. */
export async function openSharedExchange(
  tx: Transaction,
  deps: OpenDeps,
  actor: Actor,
  id: string,
): Promise<SharedExchange> {
  const share = await deps.shares.load(tx, id)
  const application = share === null ? null : await deps.applications.load(tx, share.application_id)
  if (share === null || application === null) throw new NotFound({ problem: 'not-found' })
  const found = await deps.usage.findExchange(tx, application.id, share.request_id)
  const { api, api_version } = found?.exchange ?? { api: null, api_version: null }
  const provider = api === null || api_version === null ? null : await deps.apis.load(tx, api, api_version)
  authorize(actor, 'exchange-share.read', {
    organization: application.organization_id,
    providers: provider === null ? [] : [provider.provider_organization_id],
  })
  const organization = await deps.organizations.load(tx, application.organization_id)
  if (found === null || organization === null || Date.parse(share.expires_at) <= deps.clock.now())
    throw new NotFound({ problem: 'not-found', detail: 'This link has ended: ask for a new one.' })
  return {
    exchange: found.exchange,
    application_id: application.id,
    application_name: application.name,
    organization_name: organization.name,
    expires_at: share.expires_at,
  }
}
