import type { Actor } from '../accounts/actor.ts'
import { NotFound } from '../errors.ts'
import { inLanguage } from '../locale/locale-map.ts'
import { authorize } from '../permissions/authorize.ts'
import { loadPolicies } from '../policies/load-policies.ts'
import type { UseCasePolicy } from '../policies/use-case-policy.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AccessRequest, DraftContent } from './access-request.ts'
import type { AccessRequestDeps } from './access-request-deps.ts'
import type { Dossier } from './dossier.ts'
import { hashContent } from './hash-content.ts'
import { loadDossier } from './load-dossier.ts'
import { recordStep } from './record-step.ts'

export interface AccessRequestInput {
  readonly application_id: string
  /** Null: the application's own organization. */
  readonly beneficiary_id: string | null
  readonly use_case: string | null
  readonly content: DraftContent
}

/**
 * Begins a draft. Somebody asks for an organization they belong to: their own, or, from an editor's
 * application, a beneficiary they are also a member of; other beneficiaries delegate.
 * @throws NotFound for an application, beneficiary or use case that is absent or not the actor's.
 */
export async function createAccessRequest(
  tx: Transaction,
  deps: AccessRequestDeps,
  actor: Actor,
  input: AccessRequestInput,
): Promise<Dossier> {
  const application = await deps.applications.load(tx, input.application_id)
  if (application === null || application.state === 'archived') throw new NotFound({ problem: 'not-found' })
  authorize(actor, 'access-request.create', { organization: application.organization_id })
  const beneficiaryId = input.beneficiary_id ?? application.organization_id
  authorize(actor, 'access-request.create', { organization: beneficiaryId })
  const policy = await findPolicy(tx, deps, input.use_case)
  const content = { ...prefill(policy, actor.locale), ...input.content }
  const now = new Date(deps.clock.now()).toISOString()
  const request: AccessRequest = {
    id: deps.random.uuid(),
    reference: await deps.requests.nextReference(tx),
    organization_id: application.organization_id,
    application_id: application.id,
    beneficiary_id: beneficiaryId,
    use_case: policy?.id ?? null,
    state: 'draft',
    content,
    content_hash: hashContent(content),
    reopened_from: null,
    authors: [actor.account_id],
    submitted_at: null,
    version: 1,
    created_at: now,
  }
  await deps.requests.insert(tx, request)
  await recordStep(tx, deps, actor, request, 'created')
  return loadDossier(tx, deps, request.id)
}

async function findPolicy(tx: Transaction, deps: AccessRequestDeps, id: string | null): Promise<UseCasePolicy | null> {
  if (id === null) return null
  const policy = (await loadPolicies(tx, deps)).find((one) => one.id === id)
  if (policy === undefined) throw new NotFound({ problem: 'not-found', detail: `There is no use case ${id} today.` })
  return policy
}

/** The use case's texts in the requester's language; what the requester sends wins. */
function prefill(policy: UseCasePolicy | null, locale: string): DraftContent {
  if (policy === null) return {}
  const { template } = policy
  return {
    purpose: inLanguage(template.purpose, locale),
    legal_text: inLanguage(template.legal_text, locale),
    recipients_of_data: inLanguage(template.recipients_of_data, locale),
    retention_months: template.retention_months,
    ...(policy.legal_contexts.length === 1 ? { legal_contexts: policy.legal_contexts } : {}),
    ...(policy.legal_bases.length === 1 ? { legal_basis: policy.legal_bases[0] ?? '' } : {}),
  }
}
