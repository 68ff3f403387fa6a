import { escalateDecisions } from './escalate-decisions.ts'
import type { LifecycleDeps } from './lifecycle-deps.ts'
import { proposeNarrowing } from './propose-narrowing.ts'
import { remindEndings } from './remind-endings.ts'
import { runRecertifications } from './run-recertifications.ts'

/** How many of each step one pass took. */
export interface LifecyclePass {
  readonly reminded: number
  readonly recertifications: number
  readonly proposed: number
  readonly escalated: number
}

/** What time does to rights. Each step is taken once, whoever runs it and how often. */
export async function advanceLifecycle(deps: LifecycleDeps): Promise<LifecyclePass> {
  return {
    reminded: await remindEndings(deps),
    recertifications: await runRecertifications(deps),
    proposed: await proposeNarrowing(deps),
    escalated: await escalateDecisions(deps),
  }
}
