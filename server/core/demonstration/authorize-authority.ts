import { createAccessRequest } from '../access-requests/create-access-request.ts'
import { submitAccessRequest } from '../access-requests/submit-access-request.ts'
import { voteOnDecision } from '../access-requests/vote-on-decision.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Application } from '../applications/application.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { castUseCase } from './cast.ts'
import type { DemonstrationDeps } from './demonstration-deps.ts'
import type { Cast } from './gather-cast.ts'

/** Production access, from the request to the last vote, for everything the use case offers. Answers the authorization's id. */
export async function authorizeAuthority(
  tx: Transaction,
  deps: DemonstrationDeps,
  cast: Cast,
  owner: Actor,
  application: Application,
): Promise<string> {
  const draft = await createAccessRequest(tx, deps, owner, {
    application_id: application.id,
    beneficiary_id: null,
    use_case: castUseCase,
    content: await contentOf(tx, deps, application),
  })
  const submitted = await submitAccessRequest(tx, deps, owner, draft.request.id)
  let opened: string | null = null
  for (const decision of submitted.decisions) {
    const reviewers = cast.reviewersOf(decision.organization_id).slice(0, decision.required_votes)
    for (const reviewer of reviewers) {
      const { dossier } = await voteOnDecision(tx, deps, reviewer, draft.request.id, decision.id, {
        verdict: 'approve',
        content_hash: submitted.request.content_hash,
        conditions: 'Démonstration : aucune donnée réelle.',
      })
      opened = dossier.authorization_id
    }
  }
  if (opened === null) throw new Error(`The request of ${application.name} was not approved.`)
  return opened
}

async function contentOf(tx: Transaction, deps: DemonstrationDeps, application: Application) {
  const policy = deps.pack.useCases.find(({ id }) => id === castUseCase)
  const offered = new Set(policy?.scopes.offered ?? [])
  const apis = await deps.apis.listAll(tx, ['published'])
  const year = new Date(deps.clock.now()).getUTCFullYear()
  return {
    title: `Tarification solidaire : ${application.name}`,
    legal_basis: 'fr-crpa-l114-8',
    legal_contexts: policy?.legal_contexts.slice(0, 1) ?? [],
    apis: apis
      .map(({ api, version, descriptor }) => ({
        api,
        version,
        scopes: descriptor.scopes.map(({ name }) => name).filter((name) => offered.has(name)),
      }))
      .filter(({ scopes }) => scopes.length > 0),
    expected_calls_per_day: 500,
    end_date: `${year + 2}-12-31`,
    contacts: [
      { role: 'business', name: 'Service des tarifs', email: 'tarifs@demo.example', phone: null },
      { role: 'technical', name: 'Équipe billettique', email: 'technique@demo.example', phone: null },
      { role: 'data_protection', name: 'Déléguée à la protection des données', email: 'dpo@demo.example', phone: null },
    ],
  } as const
}
