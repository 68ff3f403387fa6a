import type { Actor } from '../accounts/actor.ts'
import type { ApiState } from '../catalog/api-store.ts'
import { NotFound, Unprocessable } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import { loadPolicies } from '../policies/load-policies.ts'
import type { UseCasePolicy } from '../policies/use-case-policy.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AccessRequestDeps } from './access-request-deps.ts'
import { apiKey } from './asked-scopes.ts'
import { checkSubmission } from './check-submission.ts'
import type { Dossier } from './dossier.ts'
import { dossierRelations } from './dossier-relations.ts'
import { dueDate } from './due-date.ts'
import { keepSubmission } from './keep-submission.ts'
import { loadDossier } from './load-dossier.ts'
import { planDecisions } from './plan-decisions.ts'
import { recordStep } from './record-step.ts'
import { positionOf } from './review.ts'
import { submitContent } from './submit-content.ts'
import { checkStep } from './transitions.ts'

/**
 * Hands the request to its deciders, with ten business days for each; the time while changes were asked for does not count.
 * @throws Conflict `wrong-state`; Unprocessable `organization-unverified`, `scope-forbidden` or
 * `incomplete-request` naming every field.
 */
export async function submitAccessRequest(
  tx: Transaction,
  deps: AccessRequestDeps,
  actor: Actor,
  id: string,
): Promise<Dossier> {
  const dossier = await loadDossier(tx, deps, id, 'lock')
  authorize(actor, 'access-request.submit', dossierRelations(dossier))
  checkStep(positionOf(dossier), 'submit')
  await checkParties(tx, deps, dossier)
  const open = await openApis(tx, deps, dossier.running === null ? ['published'] : ['published', 'deprecated'])
  const instant = deps.clock.now()
  const content = checkSubmission(dossier.request.content, {
    today: deps.calendar.dateAt(instant),
    legalBases: deps.pack.legalBases,
    policy: await policyOf(tx, deps, dossier.request.use_case),
    apis: new Map([...open].map(([key, api]) => [key, api.descriptor])),
  })
  const atStake = new Map(
    [...open].map(([key, api]) => [
      key,
      { sensitivity: api.descriptor.sensitivity, provider_organization_id: api.provider_organization_id },
    ]),
  )
  const operator = await deps.organizations.findOperator(tx)
  if (operator === null) throw new NotFound({ problem: 'not-found', detail: 'This platform has no operator yet.' })
  const submitted = submitContent(dossier, {
    content,
    planned: planDecisions(content, atStake, operator.id),
    accountId: actor.account_id,
    now: new Date(instant).toISOString(),
    dueAt: dueDate(dossier, deps.calendar, instant),
    newId: () => deps.random.uuid(),
  })
  await deps.requests.save(tx, dossier, submitted)
  await keepSubmission(tx, deps.requests, dossier, {
    content,
    content_hash: submitted.request.content_hash,
    submitted_by: actor.account_id,
    submitted_at: new Date(instant).toISOString(),
  })
  await recordStep(tx, deps, actor, submitted.request, 'submitted', {
    deciders: submitted.decisions.map((decision) => decision.organization_id),
  })
  return loadDossier(tx, deps, id)
}

async function checkParties(tx: Transaction, deps: AccessRequestDeps, dossier: Dossier): Promise<void> {
  const beneficiary = await deps.organizations.load(tx, dossier.request.beneficiary_id)
  const application = await deps.applications.load(tx, dossier.request.application_id)
  if (beneficiary === null || application === null) throw new NotFound({ problem: 'not-found' })
  if (beneficiary.verification === 'unverified') {
    throw new Unprocessable({
      problem: 'organization-unverified',
      errors: [{ field: '/beneficiary_id', rule: 'verified', message: `${beneficiary.name} is not verified yet.` }],
    })
  }
  const errors = [
    ...(beneficiary.state === 'active'
      ? []
      : [{ field: '/beneficiary_id', rule: 'active', message: 'It is suspended.' }]),
    ...(application.state === 'active'
      ? []
      : [{ field: '/application_id', rule: 'active', message: 'It is not active.' }]),
  ]
  if (errors.length > 0) throw new Unprocessable({ problem: 'incomplete-request', errors })
}

async function policyOf(tx: Transaction, deps: AccessRequestDeps, id: string | null): Promise<UseCasePolicy | null> {
  if (id === null) return null
  const policy = (await loadPolicies(tx, deps)).find((one) => one.id === id)
  if (policy !== undefined) return policy
  const message = `The use case ${id} is no longer in force.`
  throw new Unprocessable({
    problem: 'incomplete-request',
    errors: [{ field: '/use_case', rule: 'in-force', message }],
  })
}

async function openApis(tx: Transaction, deps: AccessRequestDeps, states: readonly ApiState[]) {
  const apis = await deps.apis.listAll(tx, states)
  return new Map(apis.map((api) => [apiKey(api), api]))
}
