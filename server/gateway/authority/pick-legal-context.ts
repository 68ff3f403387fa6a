import { type Refusal, refuse } from '../refusal.ts'
import type { GrantEntry } from '../routing/rules.ts'

/** The purpose of the call: the one stated, if the grant has it; else the grant's default or only one. */
export function pickLegalContext(grant: GrantEntry, stated: string | null): { code: string | null } | Refusal {
  const allowed = grant.state.legal_contexts.map((context) => context.code)
  if (stated !== null) {
    // A sandbox grant without contexts lets a developer rehearse the header that production will want.
    if (allowed.includes(stated) || (allowed.length === 0 && grant.state.beneficiary_id === null))
      return { code: stated }
    return refuse('legal-context-not-allowed', 'The legal context stated is not one of the grant.', {
      extensions: { allowed },
    })
  }
  if (grant.state.default_context !== null) return { code: grant.state.default_context }
  if (allowed.length <= 1) return { code: allowed[0] ?? null }
  return refuse('legal-context-required', 'The grant has several legal contexts: state one in X-Legal-Context.', {
    extensions: { allowed },
  })
}
