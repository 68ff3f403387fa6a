import type { DemandAnswer } from './answer-demand.ts'

/** `X-Sandbox-Explain`: who was found, at which stage and by which rule, on which day. ASCII, and nothing of the demand. */
export function explainAnswer({ outcome, person, household }: DemandAnswer, today: string): string {
  const found = person === null ? [] : [household?.persona ? `persona=${household.persona}` : `person=${person.id}`]
  const stage = outcome.kind === 'refused' ? outcome.stage : 'answered'
  return [...found, `stage=${stage}`, `rule=${outcome.rule}`, `clock=${today}`].join('; ')
}
